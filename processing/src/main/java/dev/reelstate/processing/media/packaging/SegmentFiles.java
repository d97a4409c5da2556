package dev.reelstate.processing.media.packaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits the byte stream of a fragmenting MP4 muxer into files: the description of the tracks goes
 * into {@code init.mp4}, everything else into the current segment. Written strictly forwards by one
 * thread.
 */
public final class SegmentFiles implements SeekableByteChannel {

  public static final String INIT = "init.mp4";

  private static final int BOX_HEADER = 8;
  private static final Set<String> INIT_BOXES = Set.of("ftyp", "moov");

  private final Path folder;
  private final OutputBudget budget;
  private final List<Long> sizes = new ArrayList<>();
  private final ByteBuffer header = ByteBuffer.allocate(BOX_HEADER);
  private @Nullable SeekableByteChannel init;
  private @Nullable SeekableByteChannel segment;
  private @Nullable SeekableByteChannel target;
  private long left;
  private long position;
  private long initBytes;
  private long segmentBytes;

  SegmentFiles(Path folder, OutputBudget budget) {
    this.folder = folder;
    this.budget = budget;
  }

  /** The name of a segment, which are numbered from 0. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "segment_%05d.m4s", number);
  }

  /** Whether the current segment has any bytes. */
  boolean inSegment() {
    return segment != null;
  }

  /** Ends the current segment; the next byte begins another file. */
  void endSegment() throws IOException {
    if (segment != null) {
      segment.close();
      segment = null;
      sizes.add(segmentBytes);
      segmentBytes = 0;
    }
  }

  /** Sizes of the finished segments, in bytes. */
  List<Long> sizes() {
    return sizes;
  }

  /** The size of {@code init.mp4}, in bytes. */
  long initBytes() {
    return initBytes;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      if (left == 0) {
        readHeader(source);
      } else {
        copy(source);
      }
    }
    position += count;
    return count;
  }

  private void readHeader(ByteBuffer source) throws IOException {
    while (header.hasRemaining() && source.hasRemaining()) {
      header.put(source.get());
    }
    if (header.hasRemaining()) {
      return;
    }
    header.flip();
    long size = Integer.toUnsignedLong(header.getInt(0));
    if (size < BOX_HEADER) {
      throw new IOException("a fragment's box is larger than 4 GiB");
    }
    String type = new String(header.array(), 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
    left = size;
    target = INIT_BOXES.contains(type) ? init() : segment();
    copy(header);
    header.clear();
  }

  private void copy(ByteBuffer source) throws IOException {
    SeekableByteChannel file = target;
    int count = (int) Math.min(left, source.remaining());
    ByteBuffer part = source.duplicate().limit(source.position() + count);
    if (file != null) {
      file.write(part);
    }
    if (file == init) {
      initBytes += count;
    } else {
      segmentBytes += count;
    }
    source.position(source.position() + count);
    left -= count;
  }

  private SeekableByteChannel init() throws IOException {
    SeekableByteChannel file = init;
    if (file == null) {
      file = budget.create(folder.resolve(INIT));
      init = file;
    }
    return file;
  }

  private SeekableByteChannel segment() throws IOException {
    SeekableByteChannel file = segment;
    if (file == null) {
      file = budget.create(folder.resolve(name(sizes.size())));
      segment = file;
    }
    return file;
  }

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException("write-only");
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    throw new UnsupportedOperationException("append-only");
  }

  @Override
  public long size() {
    return position;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException("append-only");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    endSegment();
    if (init != null) {
      init.close();
    }
  }
}
