package dev.reelstate.processing.media;

import dev.reelstate.processing.media.RenderSpec.Part;
import java.nio.file.Path;
import java.util.Map;

/**
 * A part of the film's time that was encoded before.
 *
 * @param part which part
 * @param files the encoded pictures of each rung, by its name
 */
public record JoinedPart(Part part, Map<String, Path> files) {

  /** Copies the map. */
  public JoinedPart {
    files = Map.copyOf(files);
  }

  /** What the file of a rung is called in the folder in which a part was made. */
  public static String fileName(RenderSpec.Rung rung) {
    return "part-" + rung.name() + ".mp4";
  }
}
