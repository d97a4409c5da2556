package dev.reelstate.processing.format.mot;

import static java.util.stream.Collectors.toSet;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads results of trackers and detectors. Not thread-safe. */
final class MotResultReader {

  private static final String TEXT = ".txt";

  private final MotSettings settings;
  private final LabelledData truth;
  private final Delivery out;
  private final LossReport.Builder losses = new LossReport.Builder();

  MotResultReader(MotSettings settings, LabelledData truth, LabelHandler handler) {
    this.settings = settings;
    this.truth = truth;
    this.out = new Delivery(handler);
  }

  LossReport read(Path source) {
    truth.categories().forEach(out::category);
    truth.videos().forEach(out::video);
    truth.images().forEach(out::image);
    if (Files.isDirectory(source)) {
      for (LabelledVideo video : truth.videos()) {
        read(source.resolve(video.name() + TEXT), video.name());
      }
      listUnknown(source);
    } else if (truth.videos().size() == 1) {
      read(source, truth.videos().get(0).name());
    } else {
      throw new Refusal("The truth has " + truth.videos().size()
              + " videos, so the results must be a folder with a file for each.")
          .in(source, "");
    }
    return losses.build();
  }

  private void listUnknown(Path folder) {
    Set<String> known =
        truth.videos().stream().map(video -> video.name() + TEXT).collect(toSet());
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(TEXT))
          .filter(file -> !known.contains(String.valueOf(file.getFileName())))
          .sorted()
          .forEach(file -> losses.add(MotFormat.UNKNOWN_SEQUENCE, file::toString));
    } catch (IOException e) {
      throw Texts.unreadable(folder, e);
    }
  }

  private void read(Path file, String video) {
    Map<Long, String> images = new HashMap<>();
    for (LabelledImage image : truth.images()) {
      if (video.equals(image.video()) && image.frame() != null) {
        images.put(image.frame(), image.id());
      }
    }
    Map<Long, Set<String>> tracks = new HashMap<>();
    String label = label();
    MotLines.read(file, settings, (row, number) -> {
      String track = row.track();
      if (track != null
          && !tracks.computeIfAbsent(row.frame(), frame -> new HashSet<>()).add(track)) {
        throw new Refusal("The track %s occurs twice on frame %d."
            .formatted(track, row.frame() + settings.firstFrame()));
      }
      double score =
          row.confidence().orElseThrow(() -> new Refusal("A result needs a confidence."));
      if (row.isInWorld()) {
        losses.add("world coordinates", () -> "line " + number);
      }
      String image = images.computeIfAbsent(row.frame(), frame -> unexamined(video, frame));
      out.object(
          LabelledObject.of(image, out.label(label), row.box()).withScore(score).withTrack(track));
    });
  }

  /** A frame that the truth does not have. Whoever scores the detections leaves it out. */
  private String unexamined(String video, long frame) {
    LabelledImage image = LabelledImage.frame(MotFrames.id(video, frame), video, frame);
    out.image(image);
    return image.id();
  }

  private String label() {
    if (settings.resultLabel() != null) {
      return settings.resultLabel();
    }
    return truth.categories().size() == 1
        ? truth.categories().stream().map(Category::name).findFirst().orElseThrow()
        : MotFormat.PEDESTRIAN;
  }
}
