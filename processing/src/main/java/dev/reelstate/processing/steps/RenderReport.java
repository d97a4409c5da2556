package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Loudness;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderResult;
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
 * @param encoders which encoder each rung was encoded with, by its name; none for those that were
 *     copied
 * @param quality how close to the source each encoded rung is, by its name; empty if the recipe
 *     does not ask for it
 * @param loudness how loud the sound of the outputs is, or null if it was copied unheard
 * @param warnings what went wrong without spoiling the outputs, one sentence each
 */
record RenderReport(
    Stream video,
    Stream audio,
    Map<String, String> encoders,
    Map<String, Quality> quality,
    @Nullable Loudness loudness,
    List<String> warnings) {

  /**
   * What became of a stream of the source.
   *
   * @param copied whether it was copied rather than encoded
   * @param reasons why it was not
   */
  record Stream(boolean copied, List<Reason> reasons) {

    static Stream of(List<CopyObstacle> obstacles) {
      return new Stream(obstacles.isEmpty(), obstacles.stream().map(Reason::of).toList());
    }
  }

  /**
   * A reason.
   *
   * @param code for programs, such as {@code bit_rate}
   * @param text for people, as part of a sentence
   */
  record Reason(String code, String text) {

    static Reason of(CopyObstacle obstacle) {
      return new Reason(obstacle.name().toLowerCase(Locale.ROOT), obstacle.reason());
    }
  }

  static RenderReport of(RenderResult result) {
    return new RenderReport(
        Stream.of(result.copying().video()),
        Stream.of(result.copying().audio()),
        result.encoders(),
        result.quality(),
        result.loudness(),
        result.warnings());
  }
}
