package dev.reelstate.examples.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorModel;
import dev.reelstate.processing.detect.Detectors;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which detector, and how. */
final class DetectorOptions {

  @Option(
      names = "--detector",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String detector = "";

  @Option(names = "--model", paramLabel = "FILE", description = "The model that onnx runs.")
  private @Nullable Path model;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "The names of the model's classes, one a line.")
  private @Nullable Path classes;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the detector, such as upscale=2; may be repeated.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = "The score from which on a box counts, from 0 to 1 (default: the detector's).")
  private @Nullable Double threshold;

  /** The detectors that come with Reelstate, for the help. */
  static final class Names implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Detectors.names().iterator();
    }
  }

  @Nullable
  Double threshold() {
    return threshold;
  }

  /** What is asked of the detector, which also reports lower scores if a tracker wants them. */
  DetectionSpec spec(Follow follow) throws UnusableException {
    try {
      DetectionSpec spec = DetectionSpec.of(detector);
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        spec = spec.withSetting(setting.getKey(), setting.getValue());
      }
      if (model != null) {
        spec = spec.withModel(model(model));
      }
      if (classes != null) {
        spec = spec.withClasses(lines(classes));
      }
      Double least = follow == Follow.BYTETRACK
          ? Double.valueOf(follow.settings(threshold).orElseThrow().lowScore())
          : threshold;
      return least == null ? spec : spec.withMinScore(least);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static DetectorModel model(Path file) throws UnusableException {
    try {
      return DetectorModel.of(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static List<String> lines(Path file) throws UnusableException {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UnusableException unreadable(Path file, IOException e) {
    String reason = e instanceof NoSuchFileException
        ? "there is no such file"
        : e instanceof MalformedInputException ? "it is no text in UTF-8" : "reading it failed";
    return new UnusableException(file + " cannot be read: " + reason + ".", e);
  }
}
