package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What becomes one sequence: the frames of a video, or all images that are no frames.
 *
 * @param name of the sequence
 * @param images its frames
 * @param frames the number of each frame from 0, by the ID of its image
 * @param numbered whether these are the numbers that the images have, rather than their order
 * @param objects the objects on them, in their order
 */
record MotGroup(
    String name,
    List<LabelledImage> images,
    Map<String, Long> frames,
    boolean numbered,
    List<LabelledObject> objects) {

  private static final String NO_VIDEO = "images";

  /** Every sequence of the data. */
  static List<MotGroup> of(LabelledData data) {
    Map<String, List<LabelledImage>> images = new LinkedHashMap<>();
    data.videos().forEach(video -> images.put(video.name(), new ArrayList<>()));
    for (LabelledImage image : data.images()) {
      String video = Objects.requireNonNullElse(image.video(), NO_VIDEO);
      images.computeIfAbsent(video, name -> new ArrayList<>()).add(image);
    }
    Map<String, List<LabelledObject>> objects = new HashMap<>();
    Map<String, String> sequences = new HashMap<>();
    images.forEach((name, frames) -> frames.forEach(image -> sequences.put(image.id(), name)));
    for (LabelledObject object : data.objects()) {
      objects
          .computeIfAbsent(
              Objects.requireNonNull(sequences.get(object.image())), name -> new ArrayList<>())
          .add(object);
    }
    return images.entrySet().stream()
        .map(one -> of(one.getKey(), one.getValue(), objects.getOrDefault(one.getKey(), List.of())))
        .toList();
  }

  private static MotGroup of(
      String name, List<LabelledImage> images, List<LabelledObject> objects) {
    Set<Long> known = new HashSet<>();
    boolean numbered =
        images.stream().allMatch(image -> image.frame() != null && known.add(image.frame()));
    Map<String, Long> frames = new HashMap<>();
    for (LabelledImage image : images) {
      long order = frames.size();
      frames.put(image.id(), numbered ? Objects.requireNonNull(image.frame()) : order);
    }
    return new MotGroup(name, images, frames, numbered, objects);
  }

  long frame(String image) {
    return Objects.requireNonNull(frames.get(image));
  }

  /** One more than the last frame. */
  long length() {
    return frames.values().stream().mapToLong(Long::longValue).max().orElse(-1) + 1;
  }
}
