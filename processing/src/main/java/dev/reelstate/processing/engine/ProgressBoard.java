package dev.reelstate.processing.engine;

import dev.reelstate.event.Progress;
import dev.reelstate.task.Claim;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the progress of running tasks into the progress of their videos, weighted over the tasks of
 * each plan. The rate and the time left are those of the last few seconds. Confined to one thread.
 */
final class ProgressBoard {

  /** Caps progress until the last commit, which alone makes it 1. */
  private static final double ALMOST = 0.999;

  private final Map<VideoId, Speed> speeds = new HashMap<>();

  /** The progress of each video that has running tasks. */
  Map<VideoId, Progress> update(Collection<RunningTask> running) {
    Map<VideoId, List<RunningTask>> byVideo = running.stream()
        .collect(
            Collectors.groupingBy(RunningTask::videoId, LinkedHashMap::new, Collectors.toList()));
    speeds.keySet().retainAll(byVideo.keySet());
    Map<VideoId, Progress> progress = new LinkedHashMap<>();
    byVideo.forEach((id, tasks) -> progress.put(id, progressOf(id, tasks)));
    return progress;
  }

  private Progress progressOf(VideoId id, List<RunningTask> tasks) {
    MediaInfo media = tasks.get(0).knownMedia();
    if (media == null) {
      return Progress.UNKNOWN; // until the inspection, the amount of work is unknown
    }
    int generation = 0;
    double done = 0;
    double total = 1;
    double running = 0;
    for (RunningTask task : tasks) {
      Claim claim = task.claim();
      generation = Math.max(generation, claim.task().generation());
      done = Math.max(done, claim.doneWeight());
      total = Math.max(total, claim.totalWeight());
      if (!task.isSettled()) { // else later claims may count it as done
        running += claim.weight() * task.fraction();
      }
    }
    double fraction = Math.min(ALMOST, (done + running) / total);
    return speedOf(id, generation).next(fraction, media.duration());
  }

  /** A run may start before anyone has seen that the one before it has ended. */
  private Speed speedOf(VideoId id, int generation) {
    Speed known = speeds.get(id);
    if (known == null || known.generation != generation) {
      known = new Speed(generation);
      speeds.put(id, known);
    }
    return known;
  }

  /** The recent speed of one processing run of a video. */
  private static final class Speed {

    private static final double WINDOW_SECONDS = 5;
    private static final double LONGEST_SECONDS = 30 * 86_400;

    private final int generation;
    private double fraction = -1;
    private long lookedAt;
    private double perSecond;

    Speed(int generation) {
      this.generation = generation;
    }

    /** The first call sets the starting point; later calls measure the speed. */
    Progress next(double measured, Duration length) {
      long now = System.nanoTime();
      double newFraction = Math.max(fraction, measured);
      if (fraction >= 0) {
        double seconds = Math.max(1e-3, (now - lookedAt) / 1e9);
        double speed = (newFraction - fraction) / seconds;
        double share = Math.min(1, seconds / WINDOW_SECONDS);
        perSecond = perSecond == 0 ? speed : perSecond + share * (speed - perSecond);
      }
      fraction = newFraction;
      lookedAt = now;
      return new Progress(fraction, rate(length), timeLeft());
    }

    private @Nullable Double rate(Duration length) {
      return perSecond > 0 ? perSecond * length.toMillis() / 1000.0 : null;
    }

    /** Unknown while work only shows signs of life. */
    private @Nullable Duration timeLeft() {
      double seconds = (1 - fraction) / perSecond;
      return seconds >= 0 && seconds <= LONGEST_SECONDS
          ? Duration.ofMillis(Math.round(seconds * 1000))
          : null;
    }
  }
}
