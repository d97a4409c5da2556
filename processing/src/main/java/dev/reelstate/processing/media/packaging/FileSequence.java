package dev.reelstate.processing.media.packaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads several files as one; at most one of them is open. Used by one thread. */
public final class FileSequence implements SeekableByteChannel {

  private final List<Path> files;
  private final long[] starts;
  private long position;
  private int current = -1;
  private @Nullable FileChannel open;

  public FileSequence(List<Path> files) throws IOException {
    this.files = List.copyOf(files);
    starts = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      starts[i + 1] = starts[i] + Files.size(files.get(i));
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= size()) {
      return -1;
    }
    int index = 0;
    while (starts[index + 1] <= position) {
      index++;
    }
    int count = channel(index).read(target, position - starts[index]);
    position += Math.max(0, count);
    return count;
  }

  private FileChannel channel(int index) throws IOException {
    FileChannel channel = open;
    if (channel == null || index != current) {
      close();
      channel = FileChannel.open(files.get(index));
      open = channel;
      current = index;
    }
    return channel;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return starts[files.size()];
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
