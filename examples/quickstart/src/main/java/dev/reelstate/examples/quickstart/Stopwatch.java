package dev.reelstate.examples.quickstart;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures a run, and when in it each video was settled, by a clock that nobody sets. Thread-safe.
 */
final class Stopwatch implements VideoListener {

  private final Instant startedAt = Instant.now();
  private final long start = System.nanoTime();
  private final Map<VideoId, Duration> settled = new ConcurrentHashMap<>();

  /** The start, by this machine's clock, which the embedded database also uses. */
  Instant startedAt() {
    return startedAt;
  }

  @Override
  public void onStatusChanged(VideoEvent.StatusChanged event) {
    if (event.to().isSettled()) {
      settled.put(event.videoId(), elapsed());
    }
  }

  /** The time from the start until a video was settled, or until now if that was not seen. */
  Duration untilSettled(VideoId id) {
    Duration seen = settled.get(id);
    return seen == null ? elapsed() : seen;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Processor time of this process since it was started, without its child processes. */
  static Duration cpuOfThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
