package dev.reelstate.processing.media.container;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A PNG or JPEG file that the host has given, as far as its head says. Nothing is decoded.
 *
 * @param contentType its media type
 * @param extension of its name
 * @param width in pixels, positive
 * @param height in pixels, positive
 */
public record PictureFile(String contentType, String extension, int width, int height) {

  private static final long PNG = 0x89504E47_0D0A1A0AL;
  private static final int IHDR = 0x49484452;
  private static final int PNG_HEAD = 33;
  private static final int JPEG_START = 0xFFD8;

  /** The head of a PNG or JPEG file; empty if it is neither. */
  public static Optional<PictureFile> sniff(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (file.length >= PNG_HEAD && bytes.getLong(0) == PNG && bytes.getInt(12) == IHDR) {
      return sized("image/png", "png", bytes.getInt(16), bytes.getInt(20));
    }
    return file.length > 4 && bytes.getChar(0) == JPEG_START ? jpeg(bytes) : Optional.empty();
  }

  /** Goes from marker to marker until the one that has the size. */
  private static Optional<PictureFile> jpeg(ByteBuffer bytes) {
    int at = 2;
    while (at + 9 <= bytes.limit() && bytes.get(at) == (byte) 0xFF) {
      int marker = bytes.get(at + 1) & 0xFF;
      if (marker == 0xFF) {
        at++; // padding
      } else if (isFrame(marker)) {
        return sized("image/jpeg", "jpg", bytes.getChar(at + 7), bytes.getChar(at + 5));
      } else if (isScanOrEnd(marker)) {
        return Optional.empty();
      } else {
        at += 2 + bytes.getChar(at + 2);
      }
    }
    return Optional.empty();
  }

  /** Start of frame; C4, C8 and CC have other meanings (ITU T.81, table B.1). */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean isScanOrEnd(int marker) {
    return marker == 0xDA || marker == 0xD9;
  }

  private static Optional<PictureFile> sized(
      String contentType, String extension, int width, int height) {
    return width > 0 && height > 0
        ? Optional.of(new PictureFile(contentType, extension, width, height))
        : Optional.empty();
  }
}
