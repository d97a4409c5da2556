package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.packaging.Mp4File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One MP4 file with pictures, sound or both. */
public final class Mp4Product implements Product {

  /**
   * The content of the file.
   *
   * @param kind one of the kinds that {@code dev.reelstate.video.Artifact} names
   * @param name distinguishes outputs of one kind
   * @param path relative to the output folder
   * @param size of the pictures, or null if there are none
   * @param sound whether there is sound
   * @param copied whether the main stream (the pictures, if there are any) was copied rather than
   *     encoded
   */
  public record Content(
      String kind,
      String name,
      String path,
      @Nullable PictureSize size,
      boolean sound,
      boolean copied) {}

  private final Mp4File file;
  private final Content content;

  /** Creates a product for a file that packets are still written to. */
  public Mp4Product(Mp4File file, Content content) {
    this.file = file;
    this.content = content;
  }

  /** The file that packets are written to. */
  public Mp4File file() {
    return file;
  }

  @Override
  public void finish(OutputCheck check, Outputs into)
      throws MediaException, LibavException, IOException {
    file.finish();
    PictureSize size = content.size();
    boolean video = size != null;
    Output output = into.describe(
            content.kind(), content.name(), content.path(), video ? "video/mp4" : "audio/mp4")
        .lasting(check.mp4(into.file(content.path()), video, content.sound()))
        .copied(content.copied());
    into.add(size == null ? output : output.withSize(size));
  }
}
