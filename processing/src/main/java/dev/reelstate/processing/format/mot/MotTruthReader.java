package dev.reelstate.processing.format.mot;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads ground truth. Not thread-safe. */
final class MotTruthReader {

  private final MotSettings settings;
  private final Delivery out;
  private final LossReport.Builder losses = new LossReport.Builder();

  MotTruthReader(MotSettings settings, LabelHandler handler) {
    this.settings = settings;
    this.out = new Delivery(handler);
  }

  LossReport read(Path source) {
    MotSequence.find(source, losses).forEach(this::read);
    return losses.build();
  }

  private void read(MotSequence sequence) {
    List<String> labels = sequence.labels();
    MotFrames frames = frames(sequence);
    if (labels != MotClasses.NAMES) {
      labels.forEach(out::label);
    }
    MotLines.read(sequence.file(), settings, (row, number) -> {
      Map<String, String> attributes = row.visibility()
          .filter(visibility -> visibility != 1)
          .map(visibility -> Map.of(MotLosses.VISIBILITY, Numbers.text(visibility)))
          .orElse(Map.of());
      Set<Trait> traits = row.confidence().orElse(1.0) == 0 ? Set.of(Trait.IGNORE) : Set.of();
      if (row.isInWorld() && row.more().size() > 3) {
        losses.add("world coordinates", () -> "line " + number);
      }
      String image = frames.at(row);
      out.object(new LabelledObject(
          image,
          null,
          out.label(label(row, labels)),
          row.box(),
          null,
          null,
          row.track(),
          traits,
          attributes));
    });
  }

  private MotFrames frames(MotSequence sequence) {
    try {
      return new MotFrames(sequence, settings.firstFrame(), out);
    } catch (Refusal e) {
      throw e.in(sequence.file(), "");
    }
  }

  private static String label(MotRow row, List<String> labels) {
    return row.category()
        .map(number -> labels.get((int) Numbers.whole("class", number, 1, labels.size()) - 1))
        .orElse(MotFormat.PEDESTRIAN);
  }
}
