package dev.reelstate.processing.reuse;

import dev.reelstate.processing.reuse.Inventory.Item;
import dev.reelstate.spi.MediaStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Sizes and checksums of files, by which a later run knows that they are there and whole. A CRC-32C
 * finds what disks and copies do to files, at a fraction of the time that a cryptographic hash
 * takes.
 */
final class Checksums {

  private static final int BUFFER = 1 << 16;

  /**
   * Of several files, one after the other.
   *
   * @param bytes their size together
   * @param checksum the CRC-32C of their content
   */
  record Sum(long bytes, long checksum) {}

  /** Opens one of the files. */
  private interface Source {
    InputStream open(String file) throws IOException;
  }

  private Checksums() {}

  /** The sum of files below a folder. */
  static Sum of(Path folder, List<String> files) throws IOException {
    return sum(files, file -> Files.newInputStream(folder.resolve(file)));
  }

  /** Whether the files of an item are in the storage with the size that they had. */
  static boolean areThere(EarlierRun run, Item item, MediaStorage storage) throws IOException {
    long bytes = 0;
    for (String file : item.files()) {
      Optional<Long> size = storage.size(run.key(file));
      if (size.isEmpty()) {
        return false;
      }
      bytes += size.get();
    }
    return bytes == item.bytes();
  }

  /** Whether the files of an item are in the storage as they were made; reads them all. */
  static boolean areSound(EarlierRun run, Item item, MediaStorage storage) throws IOException {
    if (!areThere(run, item, storage)) {
      return false;
    }
    try {
      Sum found = sum(item.files(), file -> storage.open(run.key(file), 0));
      return found.bytes() == item.bytes() && found.checksum() == item.checksum();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Sum sum(List<String> files, Source source) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (String file : files) {
      try (InputStream in = source.open(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          checksum.update(buffer, 0, count);
          bytes += count;
        }
      }
    }
    return new Sum(bytes, checksum.getValue());
  }
}
