package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.ImageIndex;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Refusal;
import java.nio.file.Path;
import java.util.Objects;

/** Reads a folder of detections. Not thread-safe. */
final class YoloDetectionReader {

  private final YoloSize otherwise;
  private final LabelledData truth;
  private final Delivery out;

  YoloDetectionReader(YoloSize otherwise, LabelledData truth, LabelHandler handler) {
    this.otherwise = otherwise;
    this.truth = truth;
    this.out = new Delivery(handler);
  }

  LossReport read(Path source) {
    truth.categories().forEach(out::category);
    truth.videos().forEach(out::video);
    truth.images().forEach(out::image);
    ImageIndex images = new ImageIndex(truth);
    new YoloFolder(source).boxes().forEach((key, file) -> {
      LabelledImage image = images
          .find(key)
          .orElseThrow(() -> new Refusal("There is no image \"" + key + "\".").in(file, ""));
      read(file, image);
    });
    return LossReport.none();
  }

  private void read(Path file, LabelledImage image) {
    Lines.read(file, (text, number) -> {
      YoloLine line = YoloLine.detection(text, otherwise.orOf(image).known(image.id()));
      if (line.category() >= truth.categories().size()) {
        throw new Refusal("There is no class " + line.category() + ".");
      }
      String label = truth.categories().get((int) line.category()).name();
      out.object(LabelledObject.of(image.id(), label, line.box())
          .withScore(Objects.requireNonNull(line.score()))
          .withTrack(line.track()));
    });
  }
}
