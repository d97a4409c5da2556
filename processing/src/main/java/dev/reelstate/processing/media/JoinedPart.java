package dev.reelstate.processing.media;

import dev.reelstate.processing.media.RenderSpec.Part;
import java.nio.file.Path;
import java.util.Map;

/**
 * A part of the film that has already been encoded.
 *
 * @param part the part
 * @param files the encoded pictures of each rung, by the rung's name
 */
public record JoinedPart(Part part, Map<String, Path> files) {

  /** Copies the map. */
  public JoinedPart {
    files = Map.copyOf(files);
  }

  /** The name of a rung's file in the output folder of a part. */
  public static String fileName(RenderSpec.Rung rung) {
    return "part-" + rung.name() + ".mp4";
  }
}
