package dev.reelstate.jdbc.backup;

import dev.reelstate.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.ZipException;

/** Measures the bytes read, and fails if there are more than expected. Not thread-safe. */
final class MeasuredInput extends FilterInputStream {

  private final MessageDigest digest = Sha256.digest();
  private final long length;
  private long read;

  /**
   * Measures a stream.
   *
   * @param length the expected number of bytes
   */
  MeasuredInput(InputStream in, long length) {
    super(in);
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int wanted) throws IOException {
    int got = super.read(bytes, offset, wanted);
    if (got > 0) {
      digest.update(bytes, offset, got);
      read += got;
    }
    if (read > length) {
      throw new ZipException("There are more bytes than the " + length + " that were written");
    }
    return got;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Whether the bytes read, up to the end, have the expected length and this checksum. */
  boolean isExactly(String sha256) {
    return read == length && Sha256.text(digest).equals(sha256);
  }
}
