package dev.reelstate.processing.frames;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.spi.StepContext;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a recipe samples ({@code Recipe.Builder.frames}), in the order of their
 * presentation: exactly the decoded ones, upright, with square pixels of three bytes each (blue,
 * green, red). Holds one of them in memory at a time and needs no native library. Not thread-safe.
 */
public final class SampledPictures implements Closeable {

  /** The name under which the pictures are kept for later steps. */
  public static final String FILE = "frames.bin";

  private static final String RENDER = "render";
  private static final String JOIN = "join-parts";

  /** Far more than any film is cut into. */
  private static final int MOST_PARTS = 100_000;

  private record Place(FileChannel file, long offset) {}

  private record Header(SampledFrame frame, int length, int sum) {}

  private final List<FileChannel> files = new ArrayList<>();
  private final List<Path> paths = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private @Nullable PictureCodec codec;
  private byte[] packed = {};
  private byte[] pixels = {};

  private SampledPictures() {}

  /**
   * Opens the pictures of a film.
   *
   * @param files the files of its parts in their order, or the one of the whole film
   * @return the pictures of all files
   * @throws IOException if one cannot be read, or is no complete file of sampled pictures
   */
  public static SampledPictures open(List<Path> files) throws IOException {
    SampledPictures all = new SampledPictures();
    try {
      for (Path file : files) {
        all.add(FileChannel.open(file));
        all.paths.add(file);
      }
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /**
   * Opens the pictures that were sampled for a step, which must wait for {@code render}. They stay
   * until the generation is published.
   *
   * @param context of the task
   * @return the pictures; none if the recipe samples none of this film
   * @throws IOException if they cannot be read
   */
  public static SampledPictures of(StepContext context) throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      files.add(context.intermediate(JOIN, 0, FILE));
      return open(files);
    } catch (NoSuchFileException e) {
      files.clear();
    }
    try {
      while (files.size() < MOST_PARTS) {
        files.add(context.intermediate(RENDER, files.size(), FILE));
      }
    } catch (NoSuchFileException e) {
      return open(files);
    }
    throw new IOException("A film has at most " + MOST_PARTS + " parts.");
  }

  private void add(FileChannel file) throws IOException {
    files.add(file);
    long size = file.size();
    if (size < Long.BYTES + SampledFile.FOOTER) {
      throw damaged();
    }
    ByteBuffer footer = read(file, size - SampledFile.FOOTER, SampledFile.FOOTER);
    long index = footer.getLong();
    long count = footer.getLong();
    boolean fits = index >= Long.BYTES
        && count >= 0
        && count <= size / Long.BYTES
        && index + count * Long.BYTES == size - SampledFile.FOOTER
        && count * Long.BYTES <= Integer.MAX_VALUE;
    if (footer.getLong() != SampledFile.MAGIC || !fits) {
      throw damaged();
    }
    ByteBuffer table = read(file, index, (int) (count * Long.BYTES));
    while (table.hasRemaining()) {
      places.add(new Place(file, table.getLong()));
    }
  }

  private static IOException damaged() {
    return new IOException("The file of sampled pictures is damaged or incomplete.");
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    read(file, offset, bytes);
    return bytes;
  }

  private static void read(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
    int start = bytes.position();
    while (bytes.hasRemaining()) {
      if (offset < 0 || file.read(bytes, offset + bytes.position() - start) < 0) {
        throw new EOFException("The file of sampled pictures is cut off.");
      }
    }
    bytes.position(start);
  }

  /**
   * The files with the pictures.
   *
   * @return as they were opened
   */
  public List<Path> files() {
    return List.copyOf(paths);
  }

  /**
   * How many pictures there are.
   *
   * @return 0 or more
   */
  public int size() {
    return places.size();
  }

  /**
   * Says which frame of the film a picture is, without unpacking the picture.
   *
   * @param index from 0, in the order of presentation
   * @return the frame, and the size of its picture
   * @throws IOException if it cannot be read or is damaged
   * @throws IndexOutOfBoundsException if there is no such picture
   */
  public SampledFrame frame(int index) throws IOException {
    return header(places.get(index)).frame();
  }

  /**
   * Reads a picture.
   *
   * @param index from 0, in the order of presentation
   * @return the picture, whose pixels are valid until the next call
   * @throws IOException if it cannot be read or is damaged
   * @throws IndexOutOfBoundsException if there is no such picture
   */
  public Picture read(int index) throws IOException {
    Place place = places.get(index);
    Header header = header(place);
    SampledFrame frame = header.frame();
    int length = header.length();
    PictureCodec present = prepare(frame.width(), frame.height(), length);
    read(place.file(), place.offset() + SampledFile.HEADER, ByteBuffer.wrap(packed, 0, length));
    CRC32 found = new CRC32();
    found.update(packed, 0, length);
    if ((int) found.getValue() != header.sum()) {
      throw damaged();
    }
    present.unpack(packed, length, pixels);
    return new Picture(
        frame.frame(), frame.width(), frame.height(), 3 * frame.width(), ByteBuffer.wrap(pixels));
  }

  private static Header header(Place place) throws IOException {
    ByteBuffer header = read(place.file(), place.offset(), SampledFile.HEADER);
    long number = header.getLong();
    long micros = header.getLong();
    int width = header.getInt();
    int height = header.getInt();
    int length = header.getInt();
    boolean sound = number >= 0
        && micros >= 0
        && micros < Long.MAX_VALUE / 1000
        && width > 0
        && height > 0
        && (long) width * height <= SampledFile.MOST_PIXELS
        && length >= 0;
    if (!sound) {
      throw damaged();
    }
    FrameRef frame = FrameRef.of(number, Duration.ofNanos(micros * 1000));
    return new Header(new SampledFrame(frame, width, height), length, header.getInt());
  }

  private PictureCodec prepare(int width, int height, int length) throws IOException {
    PictureCodec present = codec;
    if (present == null || !present.isFor(width, height)) {
      present = new PictureCodec(width, height);
      codec = present;
      packed = new byte[present.most()];
      pixels = new byte[Math.toIntExact(SampledFile.bytes(width, height))];
    }
    if (length > packed.length) {
      throw damaged();
    }
    return present;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }
}
