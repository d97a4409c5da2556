package dev.reelstate.processing.format.voc;

import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.ImageIndex;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a folder of detections. Not thread-safe. */
final class VocDetectionReader {

  private static final Pattern RESULTS = Pattern.compile("comp\\d+_det_[^_]+_(.+)");

  /** What comes first may have blanks; five numbers follow. */
  private static final Pattern LINE =
      Pattern.compile("(.*\\S)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)");

  private final PixelConvention pixels;
  private final LabelledData truth;
  private final Delivery out;
  private final ImageIndex images;
  private final Map<String, LabelledImage> byStem = new HashMap<>();

  VocDetectionReader(PixelConvention pixels, LabelledData truth, LabelHandler handler) {
    this.pixels = pixels;
    this.truth = truth;
    this.out = new Delivery(handler);
    this.images = new ImageIndex(truth);
    truth.images().forEach(image -> byStem.put(VocWriter.stem(image), image));
  }

  LossReport read(Path source) {
    truth.categories().forEach(out::category);
    truth.videos().forEach(out::video);
    truth.images().forEach(out::image);
    for (Path file : files(source)) {
      String name = ImageIndex.stem(String.valueOf(file.getFileName()));
      Matcher results = RESULTS.matcher(name);
      if (!results.matches() && find(name).isPresent()) {
        Lines.read(file, (line, number) -> {
          Matcher columns = columns(line);
          deliver(name, columns.group(1), columns);
        });
      } else {
        String label = results.matches() ? results.group(1) : name;
        Lines.read(file, (line, number) -> {
          Matcher columns = columns(line);
          deliver(columns.group(1), label, columns);
        });
      }
    }
    return LossReport.none();
  }

  private Optional<LabelledImage> find(String name) {
    return images.find(name).or(() -> Optional.ofNullable(byStem.get(name)));
  }

  private static List<Path> files(Path source) {
    try (Stream<Path> all = Files.list(source)) {
      return all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    } catch (IOException e) {
      throw Texts.unreadable(source, e);
    }
  }

  private static Matcher columns(String line) {
    Matcher columns = LINE.matcher(line);
    if (!columns.matches()) {
      throw new Refusal("A line is: image or class, score, left, top, right, bottom.");
    }
    return columns;
  }

  private void deliver(String name, String label, Matcher columns) {
    LabelledImage image =
        find(name).orElseThrow(() -> new Refusal("There is no image \"" + name + "\"."));
    out.object(LabelledObject.of(
            image.id(),
            out.label(label),
            VocBoxes.box(
                pixels, columns.group(3), columns.group(4), columns.group(5), columns.group(6)))
        .withScore(Numbers.real("score", columns.group(2))));
  }
}
