package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.CopyCheck;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.PosterChoice;
import dev.reelstate.processing.media.RenderSpec.LadderSearch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How outputs were made, for people and programs: the content of the artifact
 * {@link dev.reelstate.video.Artifact#RENDER_REPORT}.
 *
 * @param video what became of the pictures
 * @param audio what became of the sound
 * @param encoders the encoder of each rung, by the rung's name; copied rungs have none
 * @param quality how close each encoded rung is to the source, by the rung's name; empty if the
 *     recipe does not ask for it
 * @param loudness the loudness of the outputs, or null if the sound was copied without being
 *     measured
 * @param poster which picture became the poster, and of how many; null if there is none of the film
 * @param search how the rungs were chosen for the film; null if they are those of every film
 * @param warnings problems that did not spoil the outputs, one sentence each
 */
record RenderReport(
    Stream video,
    Stream audio,
    Map<String, String> encoders,
    Map<String, Quality> quality,
    @Nullable Loudness loudness,
    @Nullable PosterChoice poster,
    @Nullable LadderSearch search,
    List<String> warnings) {

  /**
   * What became of a stream of the source.
   *
   * @param copied whether it was copied rather than encoded
   * @param reasons why it was not copied
   * @param check how many of its pictures were decoded, all without a fault, to see whether the
   *     copy is whole; null if it was not copied or is sound
   */
  record Stream(
      boolean copied, List<Reason> reasons, @Nullable CopyCheck check) {

    static Stream of(List<CopyObstacle> obstacles, @Nullable CopyCheck check) {
      return new Stream(obstacles.isEmpty(), obstacles.stream().map(Reason::of).toList(), check);
    }
  }

  /**
   * A reason not to copy a stream.
   *
   * @param code the reason for programs, such as {@code bit_rate}
   * @param text the reason for people, as part of a sentence
   */
  record Reason(String code, String text) {

    static Reason of(CopyObstacle obstacle) {
      return new Reason(obstacle.name().toLowerCase(Locale.ROOT), obstacle.reason());
    }
  }

  static RenderReport of(RenderResult result, @Nullable LadderSearch search) {
    return new RenderReport(
        Stream.of(result.copying().video(), result.copying().check()),
        Stream.of(result.copying().audio(), null),
        result.encoders(),
        result.quality(),
        result.loudness(),
        result.poster(),
        search,
        result.warnings());
  }
}
