package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.io.ImageIndex;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Where a folder has what. */
final class YoloFolder {

  /** Text files that have no boxes. */
  private static final Set<String> OTHERS =
      Set.of("classes.txt", "train.txt", "val.txt", "valid.txt", "test.txt");

  private static final Set<String> PICTURES =
      Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff");

  private static final String IMAGES = "images/";

  private final Path root;

  YoloFolder(Path source) {
    Path parent = source.toAbsolutePath().getParent();
    root = Files.isDirectory(source) || parent == null ? source : parent;
  }

  /** The folder of the files with boxes. */
  Path labels() {
    return Stream.of("labels", "obj_train_data")
        .map(root::resolve)
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(root);
  }

  /** The files with boxes, by what they belong to, sorted. */
  Map<String, Path> boxes() {
    return files(labels(), name -> name.endsWith(".txt") && !OTHERS.contains(name));
  }

  /** The pictures, by their names without extension, sorted. */
  Map<String, Path> pictures() {
    Path images = root.resolve("images");
    return files(
        Files.isDirectory(images) ? images : labels(),
        name ->
            PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)));
  }

  /** The sizes that the folder states, by file, in their order. */
  Map<String, YoloSize> sizes() {
    Map<String, YoloSize> sizes = new LinkedHashMap<>();
    Path file = root.resolve(YoloWriter.SIZES);
    if (Files.exists(file)) {
      Lines.read(file, (line, number) -> {
        String[] columns = line.split(",", 3);
        if (columns.length < 3) {
          throw new Refusal("Expected width,height,file.");
        }
        if (number > 1 || !columns[0].equals("width")) {
          YoloSize size = columns[0].isEmpty()
              ? YoloSize.UNKNOWN
              : new YoloSize(Numbers.size("width", columns[0]), Numbers.size("height", columns[1]));
          if (sizes.put(columns[2], size) != null) {
            throw new Refusal("The file \"" + columns[2] + "\" occurs twice.");
          }
        }
      });
    }
    return sizes;
  }

  /** What the boxes of a picture are named after: its path without folder and extension. */
  static String key(String file) {
    String stem = ImageIndex.stem(file);
    return stem.startsWith(IMAGES) ? stem.substring(IMAGES.length()) : stem;
  }

  private static Map<String, Path> files(Path folder, NameTest test) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = all.filter(file -> test.accepts(String.valueOf(file.getFileName())))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
      Map<String, Path> byKey = new LinkedHashMap<>();
      for (Path file : found) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (byKey.put(ImageIndex.stem(path), file) != null) {
          throw new Refusal("There are several files named " + ImageIndex.stem(path) + ".")
              .in(file, "");
        }
      }
      return byKey;
    } catch (IOException e) {
      throw Texts.unreadable(folder, e);
    }
  }

  /** Selects files. */
  @FunctionalInterface
  private interface NameTest {
    boolean accepts(String name);
  }
}
