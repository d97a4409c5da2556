package dev.reelstate.testkit;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps all that it is told, and lets a test wait for what it expects. Thread-safe. */
public final class RecordingListener implements VideoListener {

  private final List<VideoEvent> events = new ArrayList<>();
  private final Map<VideoId, List<Progress>> progress = new HashMap<>();

  private RecordingListener() {}

  /** A listener that was told nothing yet. */
  public static RecordingListener create() {
    return new RecordingListener();
  }

  @Override
  public synchronized void onEvent(VideoEvent event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public synchronized void onProgress(VideoId videoId, Progress latest) {
    progress.computeIfAbsent(videoId, id -> new ArrayList<>()).add(latest);
    notifyAll();
  }

  /** All events by now, in the order in which they came. */
  public synchronized List<VideoEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one video by now, in the order in which they came. */
  public synchronized List<VideoEvent> events(VideoId videoId) {
    return events.stream().filter(event -> event.videoId().equals(videoId)).toList();
  }

  /** The events of one kind by now, in the order in which they came. */
  public synchronized <T extends VideoEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The progress of one video by now, in the order in which it came. */
  public synchronized List<Progress> progress(VideoId videoId) {
    return List.copyOf(progress.getOrDefault(videoId, List.of()));
  }

  /**
   * Waits until an event has come, before or after this call.
   *
   * @return the first one that matches
   * @throws AssertionError if none has come within the limit; the message lists those that have
   */
  public VideoEvent await(Predicate<VideoEvent> wanted, Duration limit)
      throws InterruptedException {
    awaitThat(listener -> listener.events().stream().anyMatch(wanted), limit);
    return events().stream().filter(wanted).findFirst().orElseThrow();
  }

  /**
   * Waits until what was told meets a condition, which is looked at again with each thing that is
   * told.
   *
   * @throws AssertionError if it has not within the limit; the message lists the events that have
   *     come
   */
  public synchronized void awaitThat(Predicate<RecordingListener> condition, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.test(this)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("Not within " + limit + "; by now there came " + events);
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }
}
