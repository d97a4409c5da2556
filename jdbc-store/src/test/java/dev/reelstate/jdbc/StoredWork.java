package dev.reelstate.jdbc;

import dev.reelstate.StoredText;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.backup.EmptyPlace;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.HalfDone;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store in the middle of its work, with values that are hard to preserve. */
public record StoredWork(Claim running, Lease lease, EventCursor read) {

  /** Longer than a page of any database. */
  private static final String LONG = "0123456789abcdef".repeat(20_000);

  private static final String HARD =
      "'\"\\/\b\f\n\r\t\u0001 \u00e9\u4e2d\ufb01 \ud83c\udfac\ud834\udd1e \u2028\ufeff {}[],null";

  public static StoredWork in(EmptyPlace.Place place) throws SQLException {
    JdbcVideoStore store = place.store();
    HalfDone.video(store);
    create(store, HARD, null, Set.of("", " ", "Label", "label", "\ud83c\udfac"));
    create(store, "", "", Set.of());
    create(store, LONG.substring(0, StoredText.MAX_LINE), "key", Set.of());
    Video failed = create(store, "failed", null, Set.of());
    change(
        store,
        failed,
        new VideoChange.Stopped(
            VideoStatus.FAILED, Failure.permanent(FailureCode.DAMAGED, HARD).withDetail(HARD)));
    scheduled(store);
    setAside(store);
    Claim running = running(store);
    EventCursor.Batch batch = store.events().read(EventCursor.BEGINNING, 5);
    store.events().advance("billing", batch.next());
    create(store, "not yet read", null, Set.of());
    extremes(place);
    return new StoredWork(running, running.lease(), batch.next());
  }

  /** Everything that a store can return. */
  public static List<Object> contents(VideoStore store) {
    List<Object> contents = new ArrayList<>();
    VideoQuery all = VideoQuery.all().withStatuses(VideoStatus.values()).withLimit(1000);
    for (Video video : store.videos().list(all).items()) {
      contents.add(video);
      contents.add(store.videos().artifacts(video.id(), 1));
      contents.add(store.tasks().list(video.id()));
      contents.add(store.events().replay(video.id(), 0, 1000));
      contents.add(store.groundTruth().find(video.id()));
      contents.add(store.groundTruth().reviews(video.id(), 1));
    }
    for (RunSummary run : store.evaluations().list(RunQuery.all()).items()) {
      contents.add(run);
      contents.add(store.evaluations().find(run.id()));
      contents.add(store.evaluations().ledger(run.id(), null, 1000));
    }
    contents.add(store.videos().count(all));
    contents.add(store.events().cursor("billing"));
    contents.add(store.events().cursor("reader"));
    contents.add(store.events().cursor("mail"));
    contents.add(store.events().listSetAside("mail", 10));
    return contents;
  }

  /** The events that a durable reader gets from where it stopped. */
  public static List<VideoEvent> unread(VideoStore store) {
    return store.events().read(store.events().cursor("billing"), 1000).events();
  }

  private static Video create(
      JdbcVideoStore store, String title, @Nullable String uploadKey, Set<String> labels) {
    return store
        .videos()
        .create(new NewVideo(VideoId.create(), "p", title, "f", uploadKey, labels, -7));
  }

  private static Video change(JdbcVideoStore store, Video video, VideoChange... changes) {
    return store.videos().change(video, changes).orElseThrow();
  }

  private static Claim claimNext(JdbcVideoStore store, String step) {
    Video video = create(store, step, null, Set.of());
    change(
        store,
        video,
        new VideoChange.Received(new Original("originals/" + step, Long.MAX_VALUE, "f".repeat(64))),
        new VideoChange.Queued(List.of(
            new TaskSpec(step, 0, Set.of(), 1, HARD),
            new TaskSpec("publish", 0, Set.of(step), Double.MIN_NORMAL, ""))));
    Lease lease = store.nodes().join("node-" + step, Duration.ofHours(1));
    return store.tasks().claim(lease, 1, Set.of(step)).get(0);
  }

  private static void scheduled(JdbcVideoStore store) {
    Claim claim = claimNext(store, "later");
    store
        .tasks()
        .report(List.of(new TaskReport.Failed(
            claim,
            Failure.retryable(FailureCode.WORKER_CRASHED, "It went down.").withDetail(LONG),
            Duration.ofHours(3),
            Duration.ofNanos(1))));
    store
        .tasks()
        .report(List.of(new TaskReport.Postponed(
            claimNext(store, "waiting"), Duration.ofHours(3), "job " + HARD)));
  }

  private static void setAside(JdbcVideoStore store) {
    EventCursor.Batch first = store.events().read(EventCursor.BEGINNING, 1);
    store.events().setAside("mail", first.events().get(0), first.next(), LONG, 7);
  }

  private static Claim running(JdbcVideoStore store) {
    return claimNext(store, "render");
  }

  private static void extremes(EmptyPlace.Place place) throws SQLException {
    SchemaSession.call(place.schema().dataSource(), place.schema().name().orElse(null), session -> {
      session.execute("update reelstate_video set done_weight = 1.7976931348623157E308,"
          + " total_weight = 2.2250738585072014E-308, progress_fraction = 0.1,"
          + " progress_rate = 0.30000000000000004 where title = 'failed'");
      session.execute("update reelstate_video set progress_rate = 1e22,"
          + " progress_fraction = 0.3333333333333333, progress_left_nanos = -9223372036854775808"
          + " where title = 'render'");
      session.connection().commit();
      return true;
    });
  }
}
