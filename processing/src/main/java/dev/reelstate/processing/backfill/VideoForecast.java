package dev.reelstate.processing.backfill;

import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a backfill would make of one video. Outputs are named by the kind of their artifact and, for
 * renditions, by their name, as in {@code poster} and {@code hls_rendition/480p}. Playlists,
 * manifests and subtitles are written anew each time and not listed. Immutable and thread-safe.
 *
 * @param id the video
 * @param state whether anything is to be done
 * @param made what would be made
 * @param adopted what would be adopted from the video's earlier generations
 * @param cpu the processor time that making it takes, estimated from what was measured when this
 *     video was processed before; empty if that was not measured
 * @param bytes the size of what would be made, estimated likewise
 * @param adoptedBytes the size of what would be adopted, which takes no room where the storage can
 *     link files
 */
public record VideoForecast(
    VideoId id,
    State state,
    List<String> made,
    List<String> adopted,
    Optional<Duration> cpu,
    OptionalLong bytes,
    long adoptedBytes) {

  /** Whether anything is to be done for a video. */
  public enum State {
    /** It has everything that the recipe asks for. */
    UP_TO_DATE,
    /** It would be processed again. */
    DUE,
    /** It is being uploaded or processed, so it is left alone. */
    BUSY,
    /** It has no original any more, or never had one. */
    WITHOUT_ORIGINAL
  }

  /** Copies the lists. */
  public VideoForecast {
    made = List.copyOf(made);
    adopted = List.copyOf(adopted);
  }

  /** A video for which nothing is done. */
  public static VideoForecast nothing(VideoId id, State state) {
    return new VideoForecast(
        id, state, List.of(), List.of(), Optional.empty(), OptionalLong.empty(), 0);
  }

  /** A video of which nothing is known: it was never inspected, or its ladder adapts to it. */
  public static VideoForecast unknown(VideoId id) {
    return nothing(id, State.DUE);
  }
}
