package dev.reelstate.processing.media;

import dev.reelstate.processing.recipe.VideoCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The native media libraries that a worker has loaded.
 *
 * @param version the version of libav
 * @param licence the licence that the libraries were built under
 * @param encoders the names of the encoders of moving pictures that may be used
 * @param settings for each {@link #choice}, which encoders it has and how they are set up; for
 *     {@link #FACES}, whether it looks for faces
 */
public record PresentNatives(
    String version, String licence, List<String> encoders, Map<String, String> settings) {

  /** Names what posters with faces depend on. */
  public static final String FACES = "faces";

  /** A worker that is sound leaves nothing out. */
  public PresentNatives {
    Objects.requireNonNull(version);
    Objects.requireNonNull(licence);
    encoders = List.copyOf(encoders);
    settings = Map.copyOf(settings);
  }

  /** The same, looking for faces or not. */
  public PresentNatives lookingForFaces(boolean possible) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(FACES, Boolean.toString(possible));
    return new PresentNatives(version, licence, encoders, more);
  }

  /**
   * Names the encoders among which the one of a rung is chosen.
   *
   * @param hardware whether those of the hardware are among them
   */
  public static String choice(VideoCodec codec, boolean hardware) {
    return codec + (hardware ? "" : " in software");
  }
}
