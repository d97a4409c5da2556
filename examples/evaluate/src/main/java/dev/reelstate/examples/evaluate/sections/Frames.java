package dev.reelstate.examples.evaluate.sections;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The scored frames, for people to find them.
 *
 * @param sequences the sequences, as they were scored
 * @param names what people call a sequence, by its name; those that are missing are called by it
 * @param first what people call the first frame, 0 or 1
 */
public record Frames(List<Sequence> sequences, Map<String, String> names, int first) {

  /** Copies list and map. */
  public Frames {
    sequences = List.copyOf(sequences);
    names = Map.copyOf(names);
  }

  /** The frames of a data set, whose still images are called by their files. */
  public static Frames of(List<Sequence> sequences, LabelledData truth) {
    Map<String, String> files = new HashMap<>();
    for (LabelledImage image : truth.images()) {
      String file = image.file();
      if (image.video() == null && file != null && !file.isBlank()) {
        files.put(image.id(), file);
      }
    }
    return new Frames(sequences, files, 0);
  }

  /** The same frames, counted from another number. */
  public Frames countedFrom(int number) {
    return new Frames(sequences, names, number);
  }

  Scene scene(int sequence, int scene) {
    return sequences.get(sequence).scenes().get(scene);
  }

  /** The name of a frame: that of its sequence, and its number or time where there are several. */
  String name(int sequence, int scene) {
    Sequence all = sequences.get(sequence);
    FrameRef frame = all.scenes().get(scene).frame();
    Long index = frame.index();
    String name = names.getOrDefault(all.name(), all.name());
    if (index != null) {
      return name + ", frame " + (index + first);
    }
    return all.scenes().size() == 1
        ? name
        : String.format(Locale.ROOT, "%s, %.3f s", name, frame.pts().toNanos() / 1e9);
  }
}
