package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a sequence.
 *
 * @param file its ground truth
 * @param infoFile its {@code seqinfo.ini}, which need not exist
 * @param info what that says, by key in lower case
 */
record MotSequence(Path file, Path infoFile, Map<String, String> info) {

  private static final String TRUTH = "gt";

  /** The sequences at a place, sorted by name; lists the folders beside them. */
  static List<MotSequence> find(Path source, LossReport.Builder losses) {
    if (!Files.isDirectory(source)) {
      return List.of(of(source));
    }
    Path truth = truth(source);
    if (Files.exists(truth)) {
      return List.of(of(truth));
    }
    try (Stream<Path> all = Files.list(source)) {
      List<MotSequence> found = new ArrayList<>();
      for (Path folder : all.filter(Files::isDirectory).sorted().toList()) {
        if (Files.exists(truth(folder))) {
          found.add(of(truth(folder)));
        } else {
          losses.add(MotFormat.NO_TRUTH, folder::toString);
        }
      }
      if (found.isEmpty()) {
        throw new Refusal("There is no gt/gt.txt, and no folder that has one.").in(source, "");
      }
      return found;
    } catch (IOException e) {
      throw Texts.unreadable(source, e);
    }
  }

  private static Path truth(Path folder) {
    return folder.resolve(TRUTH).resolve("gt.txt");
  }

  private static MotSequence of(Path file) {
    Path folder = (file.getParent() == null ? file.toAbsolutePath() : file).getParent();
    Path info = folder != null && folder.endsWith(TRUTH)
        ? folder.resolveSibling("seqinfo.ini")
        : file.resolveSibling("seqinfo.ini");
    return new MotSequence(file, info, Files.exists(info) ? info(info) : Map.of());
  }

  private static Map<String, String> info(Path file) {
    Map<String, String> info = new HashMap<>();
    Lines.read(file, (line, number) -> {
      int equals = line.indexOf('=');
      if (equals > 0) {
        info.put(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            line.substring(equals + 1).strip());
      } else if (!line.startsWith("[") && !line.startsWith(";") && !line.startsWith("#")) {
        throw new Refusal("Expected KEY=VALUE.");
      }
    });
    return info;
  }

  /** The sequence as a video. */
  LabelledVideo video() {
    return checked(() -> {
      String rate = info.get("framerate");
      Double fps = rate == null ? null : Numbers.real("frame rate", rate);
      if (fps != null && fps <= 0) {
        throw new Refusal("The frame rate must be positive, not " + rate + ".");
      }
      return new LabelledVideo(name(), fps);
    });
  }

  private String name() {
    String name = info.getOrDefault("name", "");
    if (!name.isBlank()) {
      return name;
    }
    Path folder = file.toAbsolutePath().getParent();
    Path sequence = folder != null && folder.endsWith(TRUTH) ? folder.getParent() : null;
    Path named = sequence == null || sequence.getFileName() == null ? file : sequence;
    String text = String.valueOf(named.getFileName());
    return text.endsWith(".txt") && text.length() > 4 ? text.substring(0, text.length() - 4) : text;
  }

  /** How many frames it has, or 0 if that is not known. */
  long length() {
    return checked(() -> {
      String length = info.get("seqlength");
      return length == null ? 0 : Numbers.whole("seqLength", length, 0, MotFrames.MOST);
    });
  }

  /** The width or the height of its frames in pixels, or null if it is not known. */
  @Nullable
  Integer size(String key) {
    return checked(() -> {
      String size = info.get(key);
      return size == null ? null : Numbers.size(key, size);
    });
  }

  /** The names of its classes, from number 1. */
  List<String> labels() {
    Path labels = file.resolveSibling("labels.txt");
    if (!Files.exists(labels)) {
      return MotClasses.NAMES;
    }
    List<String> names = new ArrayList<>();
    Lines.read(labels, (line, number) -> {
      names.add(line);
      if (names.size() != number) {
        throw new Refusal("A blank line stands before this class.");
      }
    });
    return names;
  }

  private <T extends @Nullable Object> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (Refusal e) {
      throw e.in(infoFile, "");
    }
  }
}
