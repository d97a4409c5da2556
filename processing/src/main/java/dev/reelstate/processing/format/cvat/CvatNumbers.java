package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.Numbers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The numbers by which a file names images: those of frames, if all are frames of one video; else
 * their IDs, if these are numbers; else their order.
 */
final class CvatNumbers {

  private final boolean frames;
  private final String video;
  private final Map<String, Long> numbers = new HashMap<>();

  CvatNumbers(LabelledData data) {
    frames = areFrames(data);
    video = frames ? data.videos().get(0).name() : "images";
    boolean ids = data.images().stream()
        .allMatch(image -> Numbers.isId(image.id()) && image.id().length() <= 12);
    for (LabelledImage image : data.images()) {
      long order = numbers.size();
      numbers.put(image.id(), number(image, ids, order));
    }
  }

  private long number(LabelledImage image, boolean ids, long order) {
    if (frames) {
      return Objects.requireNonNull(image.frame());
    }
    return ids ? Long.parseLong(image.id()) : order;
  }

  private static boolean areFrames(LabelledData data) {
    Set<Long> known = new HashSet<>();
    return data.videos().size() == 1
        && data.images().stream()
            .allMatch(image ->
                image.video() != null && image.frame() != null && known.add(image.frame()));
  }

  boolean areFrames() {
    return frames;
  }

  /** The name of the video. */
  String video() {
    return video;
  }

  long of(LabelledImage image) {
    return of(image.id());
  }

  long of(String image) {
    return Objects.requireNonNull(numbers.get(image));
  }

  FrameGrid grid() {
    List<LabelledImage> all = numbers.values().stream()
        .map(number -> LabelledImage.frame("frame", video, number))
        .toList();
    return FrameGrid.of(all);
  }

  /** Lists an ID that is not written. */
  void report(LabelledImage image, LossReport.Builder losses) {
    if (!image.id().equals(Long.toString(of(image)))) {
      losses.add("image ID", image::id);
    }
  }
}
