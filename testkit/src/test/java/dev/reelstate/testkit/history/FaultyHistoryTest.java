package dev.reelstate.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.testkit.fault.FaultyVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several nodes whose store fails and loses answers, but keeps its promises. */
class FaultyHistoryTest {

  private static final int NODES = 4;
  private static final int ROUNDS = 300;
  private static final List<String> METHODS = List.of(
      "create",
      "change",
      "claim",
      "report",
      "exchange",
      "join",
      "renew",
      "giveBack",
      "recover",
      "read",
      "advance",
      "cursor");

  private final InMemoryVideoStore honest = InMemoryVideoStore.create();
  private final List<HistoryEntry> entries = Collections.synchronizedList(new ArrayList<>());

  /** One node, which does something at random, again and again. */
  private final class Node implements Callable<Void> {

    private final Random random;
    private final String name;
    private final FaultyVideoStore faulty = FaultyVideoStore.around(honest);
    private final List<Claim> held = new ArrayList<>();
    private VideoStore store;
    private Lease lease;
    private int starts;

    Node(int number) {
      this.random = new Random(number);
      this.name = "node-" + number;
      this.store = start();
      this.lease = honestly().nodes().join(name, Duration.ofMinutes(5));
    }

    private VideoStore start() {
      starts++;
      return new HistoryRecorder(name + "-" + starts, InstantSource.system(), entries::add)
          .around(faulty);
    }

    private VideoStore honestly() {
      faulty.faults().clear();
      return store;
    }

    @Override
    public Void call() {
      for (int i = 0; i < ROUNDS; i++) {
        round();
      }
      return null;
    }

    private void round() {
      if (random.nextInt(4) == 0) {
        faulty
            .faults()
            .plan(
                METHODS.get(random.nextInt(METHODS.size())),
                random.nextInt(3) == 0 ? Fault.FAILS : Fault.LOSES_ANSWER);
      }
      try {
        act(random.nextInt(12));
      } catch (ReelstateException e) {
        // As a platform does: what it may hold unknowingly is handed back.
        honestly().nodes().giveBack(lease, keys());
      }
    }

    private void act(int what) {
      switch (what) {
        case 0, 1 -> create();
        case 2, 3, 4 -> held.addAll(store.tasks().claim(lease, 2, Day.STEPS));
        case 5, 6, 7 -> exchange();
        case 8 -> store.nodes().recover(1000);
        case 9 -> change();
        case 10 -> read();
        default -> renew();
      }
    }

    private void create() {
      Video video = store.videos().create(NewVideo.named("film.mp4"));
      store
          .videos()
          .change(
              video,
              new VideoChange.Received(new Original("a", 1, "0".repeat(64))),
              new VideoChange.Queued(Day.PLAN));
    }

    private void exchange() {
      List<TaskReport> reports = held.stream().map(this::report).toList();
      held.clear();
      if (random.nextBoolean()) {
        store.tasks().report(reports);
        return;
      }
      Exchange exchange = store.tasks().exchange(reports, lease, 2, Day.STEPS);
      held.addAll(exchange.claims());
    }

    private TaskReport report(Claim claim) {
      return switch (random.nextInt(5)) {
        case 0 -> new TaskReport.Released(claim);
        case 1 -> Day.failed(claim);
        default ->
          claim.task().step().equals("publish") ? Day.published(claim) : Day.succeeded(claim);
      };
    }

    private void change() {
      VideoStatus status = random.nextBoolean() ? VideoStatus.PROCESSING : VideoStatus.CANCELLED;
      List<Video> videos =
          store.videos().list(VideoQuery.all().withStatuses(status)).items().stream()
              .filter(video -> video.generation() > 0)
              .toList();
      if (!videos.isEmpty()) {
        store
            .videos()
            .change(
                videos.get(random.nextInt(videos.size())),
                status == VideoStatus.CANCELLED
                    ? new VideoChange.Resumed()
                    : new VideoChange.Stopped(VideoStatus.CANCELLED, null));
      }
    }

    private void read() {
      EventCursor.Batch batch = store.events().read(store.events().cursor("reader"), 7);
      store.events().advance("reader", batch.next());
    }

    /** Renews the lease, or starts anew as another process. */
    private void renew() {
      if (random.nextInt(4) > 0) {
        store.nodes().renew(lease);
        return;
      }
      held.clear();
      store = start();
      lease = honestly().nodes().join(name, Duration.ofMinutes(5));
    }

    private Set<Long> keys() {
      return held.stream().map(Claim::key).collect(Collectors.toSet());
    }
  }

  @Test
  void faults_that_lose_answers_are_no_violations() throws Exception {
    List<Callable<Void>> nodes = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      nodes.add(new Node(i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      for (Future<Void> node : threads.invokeAll(nodes)) {
        node.get();
      }
    } finally {
      threads.shutdownNow();
    }

    History history = History.of(entries);
    assertThat(entries).hasSizeGreaterThan(NODES * ROUNDS);
    assertThat(entries.stream().filter(HistoryEntry.Unknown.class::isInstance))
        .hasSizeGreaterThan(NODES);
    assertThat(new HistoryChecker().check(history, StoreContents.read(honest, history)))
        .isEmpty();
  }
}
