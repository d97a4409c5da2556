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

/** Records everything it receives, and lets a test wait for what it expects. Thread-safe. */
public final class RecordingListener implements VideoListener {

  private final List<VideoEvent> events = new ArrayList<>();
  private final Map<VideoId, List<Progress>> progress = new HashMap<>();

  private RecordingListener() {}

  /** A listener that has received nothing yet. */
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

  /** All events so far, in order of arrival. */
  public synchronized List<VideoEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one video so far, in order of arrival. */
  public synchronized List<VideoEvent> events(VideoId videoId) {
    return events.stream().filter(event -> event.videoId().equals(videoId)).toList();
  }

  /** The events of one kind so far, in order of arrival. */
  public synchronized <T extends VideoEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The progress of one video so far, in order of arrival. */
  public synchronized List<Progress> progress(VideoId videoId) {
    return List.copyOf(progress.getOrDefault(videoId, List.of()));
  }

  /**
   * Waits until an event has arrived, before or after this call.
   *
   * @return the first one that matches
   * @throws AssertionError if none has arrived within the limit; the message lists those that have
   */
  public VideoEvent await(Predicate<VideoEvent> wanted, Duration limit)
      throws InterruptedException {
    awaitThat(listener -> listener.events().stream().anyMatch(wanted), limit);
    return events().stream().filter(wanted).findFirst().orElseThrow();
  }

  /**
   * Waits until what was received meets a condition, which is checked again on each arrival.
   *
   * @throws AssertionError if it has not been met within the limit; the message lists the events
   *     that have arrived
   */
  public synchronized void awaitThat(Predicate<RecordingListener> condition, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.test(this)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("Not within " + limit + "; the events so far are " + events);
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
  }
}
