package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads small pieces of a file at any place. Big-endian; used by one thread. */
final class FileBytes {

  private final SeekableByteChannel channel;

  FileBytes(SeekableByteChannel channel) {
    this.channel = channel;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** The bytes at a place, fewer at the end of the file. */
  ByteBuffer read(long at, long most) throws IOException {
    int length = (int) Math.max(0, Math.min(most, channel.size() - at));
    ByteBuffer bytes = ByteBuffer.allocate(length);
    channel.position(Math.min(at, channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // until the buffer is full or the file ends
    }
    return bytes.flip();
  }
}
