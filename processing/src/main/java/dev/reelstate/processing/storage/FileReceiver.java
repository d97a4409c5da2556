package dev.reelstate.processing.storage;

import dev.reelstate.spi.MediaStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Receives a file: writes it elsewhere on the volume and renames it into place. */
final class FileReceiver extends MediaStorage.Receiver {

  /** The free space is checked each time this many bytes have been written. */
  private static final long ROOM_CHECK = 4L << 20;

  private final FileStorage storage;
  private final Path unfinished;
  private final Path target;
  private final FileChannel channel;
  private final OutputStream out;
  private long sinceCheck;

  FileReceiver(FileStorage storage, Path workFolder, Path target) throws IOException {
    this.storage = storage;
    this.target = target;
    this.unfinished = Files.createTempFile(workFolder, "receive", null);
    this.channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
    this.out = Channels.newOutputStream(channel);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sinceCheck += length;
    if (sinceCheck >= ROOM_CHECK) {
      sinceCheck = 0;
      storage.requireRoom(0);
    }
    out.write(bytes, offset, length);
  }

  @Override
  public void commit() throws IOException {
    channel.force(true);
    channel.close();
    FileTree.rename(unfinished, target);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }
}
