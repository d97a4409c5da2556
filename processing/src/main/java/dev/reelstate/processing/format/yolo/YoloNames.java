package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds and reads what a folder says of its classes. */
final class YoloNames {

  private static final List<String> LISTS = List.of("classes.txt", "obj.names");

  private YoloNames() {}

  /** The classes of a folder. Some tools put their names beside the boxes. */
  static YoloClasses find(Path root) {
    List<Path> yaml = yaml(root);
    if (yaml.size() > 1) {
      throw new Refusal("There are several YAML files; name the one that is meant.").in(root, "");
    }
    if (yaml.size() == 1) {
      return names(yaml.get(0));
    }
    return Stream.concat(Stream.of(root), YoloFolder.LABELS.stream().map(root::resolve))
        .flatMap(folder -> LISTS.stream().map(folder::resolve))
        .filter(Files::exists)
        .findFirst()
        .map(list -> new YoloClasses(lines(list), 0))
        .orElseThrow(() -> nameless(root));
  }

  private static LabelFormatException nameless(Path root) {
    return new Refusal("There is no data.yaml, classes.txt or obj.names with names of classes.")
        .in(root, "");
  }

  private static YoloClasses names(Path yaml) {
    try {
      return DataYaml.read(yaml);
    } catch (NoClassDefFoundError e) {
      throw new LabelFormatException(
          FailureCode.SOURCE_UNREADABLE,
          yaml.toString(),
          "Reading YAML needs org.snakeyaml:snakeyaml-engine; add it to the class path, or put the"
              + " names into classes.txt.",
          e);
    }
  }

  private static List<Path> yaml(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of(root);
    }
    try (Stream<Path> files = Files.list(root)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Texts.unreadable(root, e);
    }
  }

  private static SortedMap<Long, String> lines(Path file) {
    SortedMap<Long, String> names = new TreeMap<>();
    Lines.read(file, (line, number) -> names.put(number - 1, line));
    return names;
  }
}
