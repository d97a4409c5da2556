package dev.reelstate.testkit.history;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.Progress;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.SettableClock;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A day on which everything happens that a store can get wrong. It takes every answer as it comes,
 * so that it can be spent with a broken store. Not thread-safe.
 */
final class Day {

  static final Set<String> STEPS = Set.of("inspect", "render", "publish");
  static final List<TaskSpec> PLAN = List.of(
      new TaskSpec("inspect", 0, Set.of(), 1, ""),
      new TaskSpec("render", 0, Set.of("inspect"), 1, ""),
      new TaskSpec("publish", 0, Set.of("render"), 1, ""));

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Original ORIGINAL = new Original("originals/a", 42, "0".repeat(64));

  private final SettableClock clock = SettableClock.create();
  private final List<HistoryEntry> entries = new ArrayList<>();

  /** A clock that never shows the same time twice. */
  InstantSource clock() {
    return () -> {
      clock.advance(Duration.ofMillis(1));
      return clock.instant();
    };
  }

  History history() {
    return History.of(entries);
  }

  List<HistoryEntry> entries() {
    return entries;
  }

  private VideoStore process(String name, VideoStore store) {
    return new HistoryRecorder(name, clock(), entries::add).around(store);
  }

  void spend(VideoStore store) {
    VideoStore first = process("a-1", store);
    VideoStore other = process("b-1", store);
    Lease lease = first.nodes().join("a", LEASE);
    Lease others = other.nodes().join("b", LEASE);
    Video film = queue(first);
    List<Claim> inspect = claim(first, lease);
    claim(other, others);
    report(first, inspect, Day::succeeded);
    report(first, inspect, Day::succeeded);

    List<Claim> render = claim(first, lease);
    process("a-2", store).nodes().join("a", LEASE);
    claim(first, lease);
    List<Claim> again = claim(other, others);
    report(first, render, Day::succeeded);
    render.forEach(claim -> other.tasks().progress(Map.of(claim, Progress.UNKNOWN)));
    report(other, again, claim -> failed(claim));
    finish(other, others);

    stop(first, other, others);
    first.groundTruth().save(film.id(), new GroundTruth(List.of()), ReviewState.DRAFT, "Ada");
    expire(store);
    read(process("reader", store));
  }

  private void finish(VideoStore node, Lease lease) {
    List<TaskReport> renders = claim(node, lease).stream().map(Day::succeeded).toList();
    Exchange exchange = node.tasks().exchange(renders, lease, 5, STEPS);
    List<Claim> publish = new ArrayList<>(exchange.claims());
    publish.addAll(claim(node, lease));
    report(node, publish, Day::published);
    claim(node, lease);
  }

  /** Stops a video while a node works on it, and starts it over. */
  private void stop(VideoStore host, VideoStore node, Lease lease) {
    Video video = queue(host);
    List<Claim> claims = claim(node, lease);
    Video seen = host.videos().find(video.id()).orElse(video);
    Video stopped = change(host, seen, new VideoChange.Stopped(VideoStatus.CANCELLED, null));
    change(node, seen, new VideoChange.Stopped(VideoStatus.DELETED, null));
    report(node, claims, Day::succeeded);
    change(host, stopped, new VideoChange.Resumed());
    report(node, claim(node, lease), TaskReport.Released::new);
    report(node, claim(node, lease), Day::succeeded);
    host.videos().queue(List.of());
  }

  /** Lets a node die, and others take over. */
  private void expire(VideoStore store) {
    VideoStore dying = process("c-1", store);
    VideoStore heir = process("d-1", store);
    Lease lost = dying.nodes().join("c", LEASE);
    List<Claim> claims = claim(dying, lost);
    clock.advance(Duration.ofMinutes(2));
    heir.nodes().recover(25);
    Lease lease = heir.nodes().join("d", LEASE);
    List<Claim> inherited = claim(heir, lease);
    dying.nodes().renew(lost);
    report(dying, claims, Day::succeeded);
    report(heir, inherited, Day::succeeded);
    heir.nodes().renew(lease);
    heir.nodes().giveBack(lease, Set.of());
    heir.nodes().leave(lease);
  }

  private static void read(VideoStore reader) {
    EventCursor cursor = reader.events().cursor("reader");
    EventCursor.Batch batch = reader.events().read(cursor, 6);
    while (batch.next().position() > cursor.position()) {
      cursor = batch.next();
      reader.events().advance("reader", cursor);
      batch = reader.events().read(reader.events().cursor("reader"), 6);
      if (batch.next().position() <= cursor.position()) {
        return; // the cursor is not where it was moved to
      }
    }
  }

  private static Video queue(VideoStore host) {
    Video video = host.videos().create(NewVideo.named("film.mp4"));
    return change(host, video, new VideoChange.Received(ORIGINAL), new VideoChange.Queued(PLAN));
  }

  private static Video change(VideoStore host, Video seen, VideoChange... changes) {
    try {
      return host.videos().change(seen, changes).orElse(seen);
    } catch (IllegalStateException e) {
      return seen; // a change that is not allowed any more
    }
  }

  private static List<Claim> claim(VideoStore node, Lease lease) {
    return node.tasks().claim(lease, 1, STEPS);
  }

  private static void report(
      VideoStore node, List<Claim> claims, Function<Claim, TaskReport> report) {
    node.tasks().report(claims.stream().map(report).toList());
  }

  static TaskReport succeeded(Claim claim) {
    Artifact artifact = new Artifact(
        "still",
        claim.task().step(),
        claim.task().generation(),
        claim.task().step(),
        "videos/" + claim.task() + "/" + claim.token(),
        "image/jpeg",
        null,
        null,
        null,
        7,
        false);
    return new TaskReport.Succeeded(claim, List.of(artifact), null, List.of(), false, null);
  }

  static TaskReport published(Claim claim) {
    return new TaskReport.Succeeded(claim, List.of(), null, List.of(), true, null);
  }

  static TaskReport failed(Claim claim) {
    Failure failure = Failure.retryable(FailureCode.WORKER_CRASHED, "It said \"no\",\nand left.");
    return new TaskReport.Failed(claim, failure, Duration.ZERO, null);
  }
}
