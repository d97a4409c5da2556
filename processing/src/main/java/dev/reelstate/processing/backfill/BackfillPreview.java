package dev.reelstate.processing.backfill;

import dev.reelstate.processing.backfill.VideoForecast.State;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backfill would do, over all videos of its query. Detections and the host's own steps run
 * again for each video that is due, and are not in it. Immutable and thread-safe.
 *
 * @param videos the number of videos in each state; states without videos are omitted
 * @param made how many of each output would be made
 * @param adopted how many of each output would be adopted
 * @param cpu the processor time of the videos for which it can be estimated
 * @param bytes the size of what would be made for the videos for which it can be estimated
 * @param cpuUnknown the number of videos that are due and for whose processor time there is no
 *     measurement
 * @param bytesUnknown the number of videos that are due and for whose size there is no measurement
 */
public record BackfillPreview(
    Map<State, Long> videos,
    Map<String, Long> made,
    Map<String, Long> adopted,
    Duration cpu,
    long bytes,
    long cpuUnknown,
    long bytesUnknown) {

  /** Copies the maps. */
  public BackfillPreview {
    videos = Map.copyOf(videos);
    made = Collections.unmodifiableMap(new TreeMap<>(made));
    adopted = Collections.unmodifiableMap(new TreeMap<>(adopted));
  }

  /** The number of videos that would be processed again. */
  public long due() {
    return videos.getOrDefault(State.DUE, 0L);
  }
}
