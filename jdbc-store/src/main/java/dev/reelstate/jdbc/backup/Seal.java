package dev.reelstate.jdbc.backup;

import dev.reelstate.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The end of an archive: the checksum of all bytes before it, stored as the zip's comment. A change
 * to any byte is detected, even in the zip's own structures. Thread-safe.
 */
final class Seal {

  /** A placeholder for the checksum. */
  static final String BLANK = "0".repeat(Sha256.LENGTH);

  private Seal() {}

  /** Writes the checksum, and forces the whole file to disk. */
  static void put(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer sum = ByteBuffer.wrap(checksum(channel).getBytes(StandardCharsets.US_ASCII));
      long place = channel.size() - Sha256.LENGTH;
      while (sum.hasRemaining()) {
        channel.write(sum, place + sum.position());
      }
      channel.force(true);
    }
  }

  /** Whether no byte has changed since the checksum was written. */
  static boolean isWhole(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < Sha256.LENGTH) {
        return false;
      }
      String sum = checksum(channel);
      byte[] found = Channels.newInputStream(channel).readAllBytes();
      return sum.equals(new String(found, StandardCharsets.US_ASCII));
    }
  }

  /** The checksum of all bytes before the seal. */
  private static String checksum(FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.digest();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    long left = channel.size() - Sha256.LENGTH;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int read = channel.read(buffer);
      if (read < 0) {
        break; // truncated meanwhile, so the checksum will not match
      }
      left -= read;
      digest.update(buffer.flip());
    }
    return Sha256.text(digest);
  }
}
