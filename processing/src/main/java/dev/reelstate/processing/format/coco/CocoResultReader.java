package dev.reelstate.processing.format.coco;

import static java.util.stream.Collectors.toSet;

import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Json;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a list of results. Not thread-safe. */
final class CocoResultReader {

  private final Path file;
  private final LabelledData truth;
  private final Delivery out;
  private final CocoHead head;
  private final LossReport.Builder losses = new LossReport.Builder();

  CocoResultReader(Path file, LabelledData truth, LabelHandler handler) {
    this.file = file;
    this.truth = truth;
    this.out = new Delivery(handler);
    this.head = new CocoHead(
        CocoIds.of(truth).categories(),
        truth.images().stream().map(LabelledImage::id).collect(toSet()));
  }

  LossReport read() {
    truth.categories().forEach(out::category);
    truth.videos().forEach(out::video);
    truth.images().forEach(out::image);
    Json.read(file, json -> {
      if (json.isArray()) {
        results(json, "$");
      } else {
        dataSet(json);
      }
    });
    return losses.build();
  }

  /** Some tools write results like annotations. */
  private void dataSet(Json json) throws IOException {
    boolean[] hasResults = {false};
    json.object(name -> {
      if (name.equals("annotations")) {
        hasResults[0] = true;
        results(json, "$.annotations");
      } else {
        json.skip();
      }
    });
    if (!hasResults[0]) {
      throw new Refusal("$", "There is neither a list of results nor one of annotations.");
    }
  }

  private void results(Json json, String list) throws IOException {
    int[] index = {0};
    json.array(() -> {
      String place = list + "[" + index[0]++ + "]";
      CocoAnnotation result = CocoAnnotation.read(json, place, losses);
      if (!result.hasScore()) {
        throw new Refusal(place, "The score is missing.");
      }
      if (result.isOfUnknownCategory(head)) {
        losses.add(CocoFormat.UNKNOWN_CATEGORY, () -> result.category() + " in " + place);
      } else {
        out.object(result.object(head));
      }
    });
  }
}
