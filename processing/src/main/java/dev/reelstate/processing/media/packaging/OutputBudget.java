package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.OutputTooLarge;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Limits how many bytes a pass may write, all its files together. Thread-safe. */
public final class OutputBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public OutputBudget(long limit) {
    this.limit = limit;
  }

  /** Creates a file and its parent folders; the growth of the file counts against the limit. */
  public SeekableByteChannel create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return new Counted(FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE));
  }

  public void write(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel = create(file)) {
      channel.write(ByteBuffer.wrap(content));
    }
  }

  private void spend(long bytes) throws IOException {
    if (used.addAndGet(bytes) > limit) {
      throw new OutputTooLarge(limit);
    }
  }

  private final class Counted implements SeekableByteChannel {
    private final FileChannel file;

    Counted(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      long growth = file.position() + source.remaining() - file.size();
      if (growth > 0) {
        spend(growth);
      }
      int count = source.remaining();
      while (source.hasRemaining()) {
        file.write(source);
      }
      return count;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
