package dev.reelstate.processing.frames;

import dev.reelstate.annotation.FrameRef;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file that {@link SampledPictures} reads: one picture after the other, without loss,
 * and at the end where each one begins. Holds one picture at a time. Not thread-safe.
 */
public final class SampledPicturesWriter implements Closeable {

  private final WritableByteChannel out;
  private final List<Long> places = new ArrayList<>();
  private long position;
  private @Nullable PictureCodec codec;
  private byte[] packed = {};

  /**
   * Begins a file.
   *
   * @param out an empty file, which belongs to the writer
   * @throws IOException if it cannot be written
   */
  public SampledPicturesWriter(WritableByteChannel out) throws IOException {
    this.out = out;
    write(ByteBuffer.allocate(Long.BYTES).putLong(SampledFile.MAGIC));
  }

  /**
   * Adds a picture.
   *
   * @param frame which frame it shows; known by its number
   * @param width in pixels
   * @param height in pixels
   * @param pixels three bytes each, blue, green and red, row by row
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if there are fewer pixels, or the frame has no number
   */
  public void add(FrameRef frame, int width, int height, byte[] pixels) throws IOException {
    Long number = frame.index();
    if (number == null || pixels.length < SampledFile.bytes(width, height)) {
      throw new IllegalArgumentException(
          "A sampled picture needs a number and " + width + "x" + height + " pixels.");
    }
    PictureCodec present = codec;
    if (present == null || !present.isFor(width, height)) {
      present = new PictureCodec(width, height);
      codec = present;
      packed = new byte[present.most()];
    }
    int length = present.pack(pixels, packed);
    CRC32 sum = new CRC32();
    sum.update(packed, 0, length);
    places.add(position);
    write(ByteBuffer.allocate(SampledFile.HEADER)
        .putLong(number)
        .putLong(frame.pts().toNanos() / 1000)
        .putInt(width)
        .putInt(height)
        .putInt(length)
        .putInt((int) sum.getValue()));
    write(ByteBuffer.wrap(packed, 0, length).position(length));
  }

  /**
   * Completes the file.
   *
   * @throws IOException if it cannot be written
   */
  public void finish() throws IOException {
    long index = position;
    ByteBuffer table = ByteBuffer.allocate(places.size() * Long.BYTES + SampledFile.FOOTER);
    places.forEach(table::putLong);
    write(table.putLong(index).putLong(places.size()).putLong(SampledFile.MAGIC));
  }

  private void write(ByteBuffer filled) throws IOException {
    Objects.requireNonNull(filled).flip();
    while (filled.hasRemaining()) {
      position += out.write(filled);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
