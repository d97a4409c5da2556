package dev.reelstate.processing.format.coco;

import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Json;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads a file of annotations. Not thread-safe. */
final class CocoReader {

  private final Path file;
  private final boolean ignore;
  private final Delivery out;
  private final LossReport.Builder losses = new LossReport.Builder();

  CocoReader(Path file, boolean ignore, LabelHandler handler) {
    this.file = file;
    this.ignore = ignore;
    this.out = new Delivery(handler);
  }

  LossReport read() {
    AtomicReference<@Nullable CocoHead> head = new AtomicReference<>();
    Json.read(file, json -> head.set(new CocoHeadReader(out, losses).read(json)));
    CocoHead known = Objects.requireNonNull(head.get());
    Json.read(
        file,
        json -> json.object(name -> {
          if (name.equals("annotations")) {
            annotations(json, known);
          } else {
            json.skip();
          }
        }));
    return losses.build();
  }

  private void annotations(Json json, CocoHead head) throws IOException {
    int[] index = {0};
    json.array(() -> {
      String place = "$.annotations[" + index[0]++ + "]";
      CocoAnnotation annotation = CocoAnnotation.read(json, place, losses);
      if (!ignore) {
        annotation.overlookIgnore(losses);
      }
      deliver(place, annotation.object(head));
    });
  }

  private void deliver(String place, LabelledObject object) {
    try {
      out.object(object);
    } catch (Refusal e) {
      throw new Refusal(place, String.valueOf(e.getMessage()));
    }
  }
}
