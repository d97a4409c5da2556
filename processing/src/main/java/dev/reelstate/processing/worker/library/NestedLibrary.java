package dev.reelstate.processing.worker.library;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A jar, or a folder of classes, that is an entry of another jar. */
public final class NestedLibrary {

  private final Path outer;
  private final String entry;

  private NestedLibrary(Path outer, String entry) {
    this.outer = outer;
    this.entry = entry;
  }

  static NestedLibrary in(Path outer, String entry) {
    return new NestedLibrary(
        outer, entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry);
  }

  /** The jar as it is, or a jar of what is in the folder. */
  Path copyTo(JarCache cache) throws IOException {
    try (ZipFile jar = new ZipFile(outer.toFile())) {
      ZipEntry found = jar.getEntry(entry);
      String name = entry.substring(entry.lastIndexOf('/') + 1);
      return cache.copy(
          name,
          found == null || found.isDirectory()
              ? out -> writeFolder(jar, entry + "/", out)
              : out -> writeEntry(jar, found, out));
    }
  }

  private static void writeEntry(ZipFile jar, ZipEntry entry, OutputStream out) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      in.transferTo(out);
    }
  }

  /**
   * Writes a jar of the files in a folder of a jar.
   *
   * @param prefix the folder's name with a slash
   * @throws FileNotFoundException if there are none
   */
  private static void writeFolder(ZipFile jar, String prefix, OutputStream out) throws IOException {
    List<ZipEntry> files = filesIn(jar, prefix);
    if (files.isEmpty()) {
      throw new FileNotFoundException(jar.getName() + " has no " + prefix);
    }
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    for (ZipEntry file : files) {
      ZipEntry copy = new ZipEntry(file.getName().substring(prefix.length()));
      copy.setTime(file.getTime());
      zip.putNextEntry(copy);
      writeEntry(jar, file, zip);
    }
    zip.finish();
  }

  private static List<ZipEntry> filesIn(ZipFile jar, String prefix) {
    List<ZipEntry> files = new ArrayList<>();
    for (ZipEntry entry : Collections.list(jar.entries())) {
      if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
        files.add(entry);
      }
    }
    return files;
  }
}
