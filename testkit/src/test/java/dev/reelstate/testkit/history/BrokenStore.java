package dev.reelstate.testkit.history;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoEvent.StatusChanged;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.InterceptedVideoStore;
import dev.reelstate.testkit.Interceptor;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store that breaks one promise, and the promise. */
enum BrokenStore {
  ACCEPTS_A_REPORT_TWICE(Promise.ONE_END, real -> receipts(true)),
  COUNTS_A_SUCCESS_TWICE(Promise.ONE_SUCCESS, real -> receipts(true)),
  ACCEPTS_A_STALE_TOKEN(Promise.FENCES_HOLD, real -> receipts(false)),
  REUSES_A_TOKEN(Promise.TOKENS_GROW, real -> new OneToken()),
  GIVES_A_CLAIM_TO_TWO(Promise.ONE_HOLDER, real -> again(false)),
  GIVES_OUT_WHAT_HAS_SUCCEEDED(Promise.SUCCESS_IS_FINAL, real -> again(true)),
  GIVES_UNDER_AN_ENDED_LEASE(Promise.CLAIMS_NEED_A_LEASE, BrokenStore::anyLease),
  GIVES_WITHOUT_A_RECORD(Promise.CLAIMS_KEPT, real -> again(false)),
  FORGETS_A_VIDEO(Promise.VIDEOS_KEPT, real -> forgetsAfter(1)),
  FORGETS_A_REPORT(
      Promise.REPORTS_KEPT,
      real -> call -> succeeds(call, "render") ? List.of(Receipt.ACCEPTED) : call.proceed()),
  KEEPS_WHAT_IT_REFUSED(Promise.REFUSALS_KEPT, real -> call -> {
    Object receipts = call.proceed();
    return succeeds(call, "inspect") ? List.of(Receipt.LEASE_LOST) : receipts;
  }),
  KEEPS_HALF_A_REPORT(Promise.WHOLE_OR_NOTHING, BrokenStore::withoutArtifacts),
  FORGETS_A_CHANGE(
      Promise.CHANGES_KEPT,
      real -> call -> call.method().equals("change") && seen(call).status() != VideoStatus.UPLOADING
          ? Optional.of(seen(call))
          : call.proceed()),
  LETS_TWO_CHANGES_WIN(Promise.ONE_CHANGE, BrokenStore::anyVersion),
  JUMPS_BETWEEN_STATUSES(
      Promise.STATUS_ORDER,
      real -> events((from, events) -> events.stream().map(BrokenStore::jumped).toList())),
  SKIPS_A_NUMBER(
      Promise.EVENT_NUMBERS,
      real -> events(
          (from, events) -> events.stream().filter(event -> event.number() != 3).toList())),
  LOSES_AN_EVENT(
      Promise.READERS_MISS_NOTHING,
      real -> batches((from, events) -> events.subList(0, Math.max(0, events.size() - 1)))),
  SHOWS_AN_EVENT_TWICE(
      Promise.READERS_SEE_ONCE, real -> batches((from, events) -> with(events, events, 0))),
  SHOWS_EVENTS_OUT_OF_ORDER(
      Promise.READERS_IN_ORDER,
      real -> batches((from, events) ->
          events.isEmpty() ? events : with(events.subList(1, events.size()), events, 0))),
  INVENTS_AN_EVENT(
      Promise.NOTHING_INVENTED,
      real -> batches((from, events) -> events.stream().map(BrokenStore::jumped).toList())),
  FORGETS_A_CURSOR(
      Promise.CURSORS_KEPT,
      real -> call -> call.method().equals("advance") ? null : call.proceed());

  private final Promise promise;

  @SuppressWarnings("ImmutableEnumChecker") // stateless: the state is in what it returns
  private final Function<InMemoryVideoStore, Interceptor> breach;

  BrokenStore(Promise promise, Function<InMemoryVideoStore, Interceptor> breach) {
    this.promise = promise;
    this.breach = breach;
  }

  Promise promise() {
    return promise;
  }

  VideoStore around(InMemoryVideoStore real) {
    return InterceptedVideoStore.of(real, breach.apply(real));
  }

  /** Accepts what should be refused: only reports that were accepted before, or only others. */
  private static Interceptor receipts(boolean repeated) {
    Set<Object> accepted = new HashSet<>();
    return call -> {
      Object answer = call.proceed();
      if (!call.method().equals("report") || List.of().equals(answer)) {
        return answer;
      }
      boolean again = !accepted.add(call.arguments().get(0));
      return again == repeated ? List.of(Receipt.ACCEPTED) : answer;
    };
  }

  /** Gives the first claim of all to other nodes as well, before or after it is reported. */
  private static Interceptor again(boolean reported) {
    List<Claim> given = new ArrayList<>();
    List<TaskReport> reports = new ArrayList<>();
    return call -> {
      Object answer = call.proceed();
      if (call.method().equals("report")) {
        ((List<?>) call.arguments().get(0)).forEach(one -> reports.add((TaskReport) one));
      }
      if (!call.method().equals("claim")) {
        return answer;
      }
      Lease lease = (Lease) call.arguments().get(0);
      if (given.isEmpty()) {
        given.addAll(list(Claim.class, answer));
      } else if (reported != reports.isEmpty() && !lease.equals(given.get(0).lease())) {
        return List.of(copy(given.get(0), lease, given.get(0).token() + 1));
      }
      return answer;
    };
  }

  private static Claim copy(Claim claim, Lease lease, long token) {
    return new Claim(
        claim.key(),
        claim.task(),
        lease,
        token,
        claim.attempt(),
        claim.failures(),
        claim.input(),
        claim.weight(),
        claim.doneWeight(),
        claim.totalWeight(),
        claim.note(),
        claim.waited());
  }

  /** Gives every claim the same token. */
  private static final class OneToken implements Interceptor {

    private final Map<Claim, Claim> real = new HashMap<>();

    @Override
    public @Nullable Object intercept(Call call) throws Throwable {
      Object answer = call.proceed();
      return call.method().equals("claim")
          ? list(Claim.class, answer).stream().map(this::disguised).toList()
          : answer;
    }

    private Claim disguised(Claim claim) {
      Claim disguised = copy(claim, claim.lease(), 1);
      real.put(disguised, claim);
      return disguised;
    }
  }

  private static Interceptor anyLease(InMemoryVideoStore real) {
    return call -> {
      Object answer = call.proceed();
      if (!call.method().equals("claim") || !List.of().equals(answer)) {
        return answer;
      }
      Lease asked = (Lease) call.arguments().get(0);
      Lease valid = real.nodes().join("hidden", Duration.ofMinutes(1));
      return real.tasks().claim(valid, 1, Day.STEPS).stream()
          .map(claim -> copy(claim, asked, claim.token()))
          .toList();
    };
  }

  /** Creates a few videos, and the others in a store that is forgotten at once. */
  private static Interceptor forgetsAfter(int videos) {
    AtomicInteger created = new AtomicInteger();
    return call -> call.method().equals("create") && created.incrementAndGet() > videos
        ? InMemoryVideoStore.create().videos().create((NewVideo)
            call.arguments().get(0))
        : call.proceed();
  }

  private static boolean succeeds(Interceptor.Call call, String step) {
    return call.method().equals("report")
        && call.arguments().get(0) instanceof List<?> reports
        && reports.size() == 1
        && reports.get(0) instanceof TaskReport.Succeeded report
        && report.claim().task().step().equals(step);
  }

  private static Interceptor withoutArtifacts(InMemoryVideoStore real) {
    return call -> {
      if (!succeeds(call, "inspect")) {
        return call.proceed();
      }
      TaskReport report = (TaskReport) ((List<?>) call.arguments().get(0)).get(0);
      return real.tasks()
          .report(List.of(
              new TaskReport.Succeeded(report.claim(), List.of(), null, List.of(), false, null)));
    };
  }

  private static Video seen(Interceptor.Call call) {
    return (Video) call.arguments().get(0);
  }

  private static Interceptor anyVersion(InMemoryVideoStore real) {
    return call -> {
      if (!call.method().equals("change")) {
        return call.proceed();
      }
      Video latest = real.videos().find(seen(call).id()).orElseThrow();
      return real.videos().change(latest, (VideoChange[]) call.arguments().get(1));
    };
  }

  private static VideoEvent jumped(VideoEvent event) {
    return event instanceof StatusChanged change && change.to() == VideoStatus.PROCESSING
        ? new StatusChanged(
            change.videoId(),
            change.number(),
            change.at(),
            change.from(),
            VideoStatus.DELETED,
            null)
        : event;
  }

  private static List<VideoEvent> with(List<VideoEvent> events, List<VideoEvent> more, int index) {
    List<VideoEvent> all = new ArrayList<>(events);
    if (index < more.size()) {
      all.add(more.get(index));
    }
    return all;
  }

  /** Falsifies the events that readers of one video and of all videos are shown. */
  private static Interceptor events(
      BiFunction<EventCursor, List<VideoEvent>, List<VideoEvent>> falsify) {
    Interceptor batches = batches(falsify);
    return call -> call.method().equals("replay")
        ? falsify.apply(EventCursor.BEGINNING, list(VideoEvent.class, call.proceed()))
        : batches.intercept(call);
  }

  /** Falsifies the events that readers of all videos are shown. */
  private static Interceptor batches(
      BiFunction<EventCursor, List<VideoEvent>, List<VideoEvent>> falsify) {
    return call -> {
      Object answer = call.proceed();
      if (!(answer instanceof EventCursor.Batch batch)) {
        return answer;
      }
      List<VideoEvent> events =
          falsify.apply((EventCursor) call.arguments().get(0), batch.events());
      List<Long> positions = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        positions.add(batch.positions().get(Math.min(i, batch.positions().size() - 1)));
      }
      return new EventCursor.Batch(events, positions, batch.next());
    };
  }

  private static <T> List<T> list(Class<T> type, @Nullable Object answer) {
    return answer instanceof List<?> items ? items.stream().map(type::cast).toList() : List.of();
  }
}
