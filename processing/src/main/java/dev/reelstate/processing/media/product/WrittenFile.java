package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult.Output;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A picture or text file that a lane of the pass writes itself.
 *
 * @param kind one of the kinds that {@code dev.reelstate.video.Artifact} names
 * @param name distinguishes outputs of one kind
 * @param path relative to the output folder
 * @param type its media type
 * @param size of a picture, or null for text
 */
public record WrittenFile(
    String kind,
    String name,
    String path,
    String type,
    @Nullable PictureSize size) implements Product {

  @Override
  public void finish(OutputCheck check, Outputs into) throws IOException {
    Output output = into.describe(kind, name, path, type);
    into.add(size == null ? output : output.withSize(size));
  }
}
