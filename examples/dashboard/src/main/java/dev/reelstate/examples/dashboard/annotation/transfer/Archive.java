package dev.reelstate.examples.dashboard.annotation.transfer;

import dev.reelstate.examples.dashboard.annotation.ReviewException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Files and folders of annotations as one file to send. */
final class Archive {

  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_FILES = 200_000;

  private Archive() {}

  /** Writes everything in a folder as a ZIP file. */
  static void write(Path folder, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Path file : files(folder)) {
      zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
      Files.copy(file, zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * Unpacks a ZIP file, or keeps a file that is none under its name.
   *
   * @return the file or folder to read
   * @throws ReviewException if it is too large, or has names that lead elsewhere
   */
  static Path receive(InputStream in, String name, Path folder) throws IOException {
    Path received = folder.resolve("received").resolve(plain(name));
    Files.createDirectories(received.getParent());
    copy(in, received, MOST_BYTES);
    if (!isZip(received)) {
      return received;
    }
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    unpack(received, unpacked);
    List<Path> files = files(unpacked);
    return files.size() == 1 ? files.get(0) : unpacked;
  }

  private static String plain(String name) {
    String last = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^\\.+", "");
    return last.isEmpty() ? "annotations" : last;
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(4);
      return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3;
    }
  }

  private static void unpack(Path file, Path to) throws IOException {
    long left = MOST_BYTES;
    int count = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = to.resolve(entry.getName()).normalize();
        if (!target.startsWith(to) || ++count > MOST_FILES) {
          throw ReviewException.invalid("The archive has too many files, or names outside of it.");
        }
        if (!entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          left -= copy(zip, target, left);
        }
      }
    }
  }

  private static long copy(InputStream in, Path to, long most) throws IOException {
    long copied = 0;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        copied += count;
        if (copied > most) {
          throw ReviewException.invalid("Annotations of more than 256 MB are not accepted.");
        }
        out.write(buffer, 0, count);
      }
    }
    return copied;
  }

  /** Deletes a folder with everything in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(file -> {
        try {
          Files.delete(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }
}
