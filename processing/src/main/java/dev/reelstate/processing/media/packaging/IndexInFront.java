package dev.reelstate.processing.media.packaging;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Rewrites an MP4 file so that its index (the {@code moov} box) comes before the media and players
 * can start at once.
 *
 * <p>Moving the index pushes the media back by the index's size, so every chunk offset in it grows
 * by that amount. Box layouts: ISO/IEC 14496-12.
 */
public final class IndexInFront {

  private static final Set<String> CONTAINERS = Set.of("moov", "trak", "mdia", "minf", "stbl");
  private static final int HEADER = 8;

  private IndexInFront() {}

  private record Span(long start, long size) {
    long end() {
      return start + size;
    }
  }

  static void move(Path source, Path target, OutputBudget budget) throws IOException {
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        SeekableByteChannel out = budget.create(target)) {
      Span index = find(in, "moov");
      Span type = find(in, "ftyp");
      ByteBuffer moov = ByteBuffer.allocateDirect(Math.toIntExact(index.size()));
      readFully(in, moov, index.start());
      shift(moov, 0, moov.limit(), index.start() == type.end() ? 0 : index.size());
      copy(in, type, out);
      out.write(moov);
      copy(in, new Span(type.end(), index.start() - type.end()), out);
      copy(in, new Span(index.end(), in.size() - index.end()), out);
    }
  }

  /** Whether the index comes before the media. */
  public static boolean inFront(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return find(in, "moov").start() < find(in, "mdat").start();
    }
  }

  private static Span find(FileChannel in, String type) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(2 * HEADER);
    for (long at = 0; at + HEADER <= in.size(); ) {
      header.clear().limit((int) Math.min(header.capacity(), in.size() - at));
      readFully(in, header, at);
      long size = Integer.toUnsignedLong(header.getInt(0));
      size = size == 1 ? header.getLong(HEADER) : size;
      if (size < HEADER) {
        break;
      }
      if (type(header, 0).equals(type)) {
        return new Span(at, size);
      }
      at += size;
    }
    throw new IOException("no " + type + " box in an MP4 file that was just written");
  }

  private static void shift(ByteBuffer boxes, int from, int to, long by) throws IOException {
    for (int at = from; at + HEADER <= to; ) {
      int size = boxes.getInt(at);
      if (size < HEADER || size > to - at) {
        throw new IOException(
            "a box of an MP4 file that was just written does not fit in its parent");
      }
      String type = type(boxes, at);
      if (CONTAINERS.contains(type)) {
        shift(boxes, at + HEADER, at + size, by);
      } else if (type.equals("stco")) {
        shiftShort(boxes, at + HEADER, by);
      } else if (type.equals("co64")) {
        shiftLong(boxes, at + HEADER, by);
      }
      at += size;
    }
  }

  private static void shiftShort(ByteBuffer boxes, int body, long by) throws IOException {
    int count = boxes.getInt(body + 4);
    for (int i = 0, at = body + 8; i < count; i++, at += Integer.BYTES) {
      long offset = Integer.toUnsignedLong(boxes.getInt(at)) + by;
      if (offset > 0xFFFF_FFFFL) {
        throw new IOException("the index of an MP4 file cannot be moved past the limit of 4 GiB");
      }
      boxes.putInt(at, (int) offset);
    }
  }

  private static void shiftLong(ByteBuffer boxes, int body, long by) {
    int count = boxes.getInt(body + 4);
    for (int i = 0, at = body + 8; i < count; i++, at += Long.BYTES) {
      boxes.putLong(at, boxes.getLong(at) + by);
    }
  }

  private static void copy(FileChannel in, Span span, SeekableByteChannel out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
    for (long at = span.start(); at < span.end(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), span.end() - at));
      readFully(in, buffer, at);
      out.write(buffer);
    }
  }

  private static void readFully(FileChannel in, ByteBuffer target, long at) throws IOException {
    long position = at;
    while (target.hasRemaining()) {
      int count = in.read(target, position);
      if (count < 0) {
        throw new EOFException("an MP4 file that was just written ends early");
      }
      position += count;
    }
    target.flip();
  }

  private static String type(ByteBuffer boxes, int at) {
    byte[] name = new byte[4];
    for (int i = 0; i < 4; i++) {
      name[i] = boxes.get(at + 4 + i);
    }
    return new String(name, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
