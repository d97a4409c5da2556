package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.io.ImageIndex;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a folder has what. Boxes are in folders named {@code labels} or {@code obj_train_data} and
 * pictures in ones named {@code images} or beside their boxes; if there is no folder of boxes,
 * everything counts. What belongs together has the same path without the name of such a folder.
 */
final class YoloFolder {

  /** Folders with boxes. */
  static final List<String> LABELS = List.of("labels", "obj_train_data");

  /** Text files that have no boxes. */
  private static final Set<String> OTHERS =
      Set.of("classes.txt", "train.txt", "val.txt", "valid.txt", "test.txt");

  private static final Set<String> PICTURES =
      Set.of("jpg", "jpeg", "png", "bmp", "webp", "tif", "tiff");

  private static final String IMAGES = "images";

  private final Path root;
  private final List<Path> files;
  private final boolean flat;

  YoloFolder(Path source) {
    root = Files.isDirectory(source) ? source : source.resolveSibling("");
    files = files(root);
    flat = files.stream().noneMatch(file -> isIn(file, LABELS::contains));
  }

  /** Whether there is no folder of boxes, so that any text file may have some. */
  boolean isFlat() {
    return flat;
  }

  /** The files with boxes, by what they belong to, sorted. */
  Map<String, Path> boxes() {
    return byKey(file -> {
      String name = String.valueOf(file.getFileName());
      return name.endsWith(".txt")
          && !OTHERS.contains(name)
          && (flat || isIn(file, LABELS::contains));
    });
  }

  /** The pictures, by what their boxes are named after, sorted. */
  Map<String, Path> pictures() {
    return byKey(file -> {
      String name = String.valueOf(file.getFileName());
      return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
          && (flat || isIn(file, YoloFolder::isNamed));
    });
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
    return stem.startsWith(IMAGES + "/") ? stem.substring(IMAGES.length() + 1) : stem;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw Texts.unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw Texts.unreadable(folder, Objects.requireNonNull(e.getCause()));
    }
  }

  private Map<String, Path> byKey(Predicate<Path> test) {
    Map<String, Path> byKey = new LinkedHashMap<>();
    for (Path file : files) {
      if (test.test(file) && byKey.put(keyOf(file), file) != null) {
        throw new Refusal("There are several files named " + keyOf(file) + ".").in(file, "");
      }
    }
    return byKey;
  }

  private String keyOf(Path file) {
    List<String> parts = parts(file);
    for (int at = 0; at < parts.size() - 1; at++) {
      if (isNamed(parts.get(at))) {
        parts.remove(at);
        break;
      }
    }
    return ImageIndex.stem(String.join("/", parts));
  }

  private boolean isIn(Path file, Predicate<String> folder) {
    List<String> parts = parts(file);
    return parts.subList(0, parts.size() - 1).stream().anyMatch(folder);
  }

  private static boolean isNamed(String folder) {
    return folder.equals(IMAGES) || LABELS.contains(folder);
  }

  private List<String> parts(Path file) {
    List<String> parts = new ArrayList<>();
    root.relativize(file).forEach(part -> parts.add(part.toString()));
    return parts;
  }
}
