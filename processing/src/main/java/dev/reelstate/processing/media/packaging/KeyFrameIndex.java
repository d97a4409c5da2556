package dev.reelstate.processing.media.packaging;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Determines how many bytes of a segment are enough to decode its first picture: the header of the
 * fragment and the first sample (ISO/IEC 14496-12, movie fragments).
 */
final class KeyFrameIndex {

  private static final int HEADER = 8;
  private static final int MOOF = 0x6D6F6F66;
  private static final int TRAF = 0x74726166;
  private static final int TFHD = 0x74666864;
  private static final int TRUN = 0x7472756E;

  private static final int HAS_DATA_OFFSET = 0x1;
  private static final int HAS_FIRST_FLAGS = 0x4;
  private static final int HAS_DURATIONS = 0x100;
  private static final int HAS_SIZES = 0x200;

  private static final int HAS_BASE_OFFSET = 0x1;
  private static final int HAS_DESCRIPTION = 0x2;
  private static final int HAS_DEFAULT_DURATION = 0x8;
  private static final int HAS_DEFAULT_SIZE = 0x10;

  private long defaultSize;
  private long end;

  private KeyFrameIndex() {}

  /** The number of bytes from the segment's beginning. */
  static long bytes(Path segment) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(segment)) {
      ByteBuffer header = read(channel, HEADER);
      int size = header.getInt();
      if (header.getInt() != MOOF || size < HEADER) {
        throw new IOException("A segment does not begin with a fragment.");
      }
      KeyFrameIndex index = new KeyFrameIndex();
      index.readBoxes(read(channel, size - HEADER));
      if (index.end == 0) {
        throw new IOException("A segment has no samples.");
      }
      return index.end;
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("A segment ends within its header.");
      }
    }
    return buffer.flip();
  }

  private void readBoxes(ByteBuffer boxes) {
    while (boxes.remaining() >= HEADER && end == 0) {
      int size = boxes.getInt();
      int type = boxes.getInt();
      ByteBuffer content = boxes.slice(boxes.position(), size - HEADER);
      switch (type) {
        case TRAF -> readBoxes(content);
        case TFHD -> readDefaults(content);
        case TRUN -> readRun(content);
        default -> {}
      }
      boxes.position(boxes.position() + size - HEADER);
    }
  }

  private void readDefaults(ByteBuffer box) {
    int flags = box.getInt();
    box.getInt(); // the track
    skip(box, flags, HAS_BASE_OFFSET, 8);
    skip(box, flags, HAS_DESCRIPTION, 4);
    skip(box, flags, HAS_DEFAULT_DURATION, 4);
    if ((flags & HAS_DEFAULT_SIZE) != 0) {
      defaultSize = Integer.toUnsignedLong(box.getInt());
    }
  }

  private void readRun(ByteBuffer box) {
    int flags = box.getInt();
    box.getInt(); // the number of samples
    int offset = (flags & HAS_DATA_OFFSET) != 0 ? box.getInt() : 0;
    skip(box, flags, HAS_FIRST_FLAGS, 4);
    skip(box, flags, HAS_DURATIONS, 4);
    long size = (flags & HAS_SIZES) != 0 ? Integer.toUnsignedLong(box.getInt()) : defaultSize;
    end = offset + size;
  }

  private static void skip(ByteBuffer box, int flags, int field, int bytes) {
    if ((flags & field) != 0) {
      box.position(box.position() + bytes);
    }
  }
}
