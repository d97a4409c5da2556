package dev.reelstate.processing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The GPL natives, which the build copies and which only workers get. */
public final class GplNatives {

  private GplNatives() {}

  /** The class path of the tests, with the GPL natives in place of the LGPL natives. */
  public static List<Path> classPath() throws IOException {
    Stream<Path> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(entry -> !entry.getFileName().toString().matches("ffmpeg-.*-.*-.*64\\.jar"));
    return Stream.concat(others, Stream.of(jar().toAbsolutePath())).toList();
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target", "test-libraries"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("ffmpeg-.*-gpl\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
