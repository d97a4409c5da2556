package dev.reelstate.processing.media.product;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderSpec.FrameSpec;
import dev.reelstate.processing.media.frame.FrameLog;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The map of the film's frames. It comes after the HLS package, in which it locates the frames.
 *
 * @param log of the pictures
 * @param part whether the pictures are those of a part of the film, whose map is joined later
 */
public record FrameMapFile(FrameLog log, boolean part) implements Product {

  private static final long LONGEST_PLAYLIST = 64L << 20;

  @Override
  public void finish(OutputCheck check, Outputs into) throws IOException {
    FrameMap map = located(log.map(), into.all(), into.file("."));
    into.write(FrameSpec.MAP_FILE, map.toJson());
    String kind = part ? RenderResult.PART : Artifact.FRAME_MAP;
    into.add(into.describe(kind, FrameSpec.MAP_NAME, FrameSpec.MAP_FILE, "application/json"));
  }

  /**
   * A map that also says where the renditions of the HLS package have the frames, if there is one.
   *
   * @param outputs those made so far
   * @param folder to which their paths are relative
   */
  public static FrameMap located(FrameMap map, List<Output> outputs, Path folder)
      throws IOException {
    FrameMap located = map;
    for (Output output : outputs) {
      if (output.kind().equals(Artifact.HLS_RENDITION) && output.width() != null) {
        Path playlist = folder.resolve(output.path());
        if (Files.size(playlist) > LONGEST_PLAYLIST) {
          throw new IOException("A playlist has at most " + LONGEST_PLAYLIST + " bytes.");
        }
        located = located.withRung(output.name(), output.copied(), Files.readString(playlist));
      }
    }
    return located;
  }
}
