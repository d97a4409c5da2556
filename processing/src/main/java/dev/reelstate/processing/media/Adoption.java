package dev.reelstate.processing.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a pass need not make, because an earlier run of the same video has made it. A plain value;
 * immutable.
 *
 * @param renditions the rungs and sound renditions of the package, by their names; their segments
 *     are added to the package by whoever asked for the pass
 * @param outputs the {@linkplain Product products} that are left out
 * @param pictures the files that together hold the packets of the largest rung, for an MP4 file
 *     that is made anew; else empty
 */
public record Adoption(
    Map<String, RenditionFacts> renditions, Set<Product> outputs, List<Path> pictures) {

  /** Adopts nothing. */
  public static final Adoption NONE = new Adoption(Map.of(), Set.of(), List.of());

  /** Something that is made, or adopted, as a whole. */
  public enum Product {
    /** The poster. */
    POSTER,
    /** The storyboard with its cues. */
    STORYBOARD,
    /** The animated preview. */
    PREVIEW,
    /** The MP4 file. */
    MP4,
    /** The file with the sound alone. */
    SOUND,
    /** The waveform, as data and as a picture. */
    WAVEFORM,
    /** The map of all frames. */
    FRAME_MAP,
    /** The scenes and the black and frozen pictures among the marks. */
    PICTURE_MARKS,
    /** The silences among the marks. */
    SILENCES
  }

  /** Copies the collections. */
  public Adoption {
    renditions = Map.copyOf(renditions);
    outputs = Set.copyOf(outputs);
    pictures = List.copyOf(pictures);
  }

  /** Whether anything is adopted. */
  public boolean isAny() {
    return !renditions.isEmpty() || !outputs.isEmpty();
  }
}
