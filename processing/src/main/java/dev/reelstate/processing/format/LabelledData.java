package dev.reelstate.processing.format;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a data set says of its pictures, in no particular format: annotations, or the detections of
 * a model. Objects keep the order of their file, which decides between equal scores. Immutable and
 * thread-safe.
 *
 * @param categories the classes of its objects
 * @param videos the videos that frames belong to
 * @param images the pictures that were examined
 * @param objects the objects on them
 */
public record LabelledData(
    List<Category> categories,
    List<LabelledVideo> videos,
    List<LabelledImage> images,
    List<LabelledObject> objects) {

  /**
   * Copies the lists and checks that they fit together.
   *
   * @throws IllegalArgumentException if a category, video or image occurs twice, or something names
   *     one that does not occur
   */
  public LabelledData {
    categories = List.copyOf(categories);
    videos = List.copyOf(videos);
    images = List.copyOf(images);
    objects = List.copyOf(objects);
    Set<String> labels = unique("category", categories, Category::name);
    Set<String> names = unique("video", videos, LabelledVideo::name);
    Set<String> ids = unique("image", images, LabelledImage::id);
    for (LabelledImage image : images) {
      String video = image.video();
      if (video != null) {
        known("video", names, video);
      }
    }
    for (LabelledObject object : objects) {
      known("category", labels, object.label());
      known("image", ids, object.image());
    }
  }

  /** The objects on each picture that has any, by the ID of the picture, in their order. */
  public Map<String, List<LabelledObject>> objectsByImage() {
    return objects.stream().collect(groupingBy(LabelledObject::image));
  }

  /**
   * What belongs to one video.
   *
   * @throws IllegalArgumentException if there is no such video
   */
  public LabelledData ofVideo(String name) {
    known("video", unique("video", videos, LabelledVideo::name), name);
    List<LabelledImage> frames =
        images.stream().filter(image -> name.equals(image.video())).toList();
    Set<String> ids = frames.stream().map(LabelledImage::id).collect(toSet());
    return new LabelledData(
        categories,
        videos.stream().filter(video -> video.name().equals(name)).toList(),
        frames,
        objects.stream().filter(object -> ids.contains(object.image())).toList());
  }

  /**
   * Gives objects the labels of another vocabulary. Those whose label has no counterpart are left
   * out and listed.
   *
   * @param labels the new label of each label; empty leaves its objects out
   */
  public Reading relabelled(Function<String, Optional<String>> labels) {
    LossReport.Builder losses = new LossReport.Builder();
    Map<String, Category> renamed = new LinkedHashMap<>();
    for (Category category : categories) {
      labels
          .apply(category.name())
          .ifPresent(name ->
              renamed.putIfAbsent(name, new Category(category.id(), name, category.group())));
    }
    List<LabelledObject> kept = new ArrayList<>(objects.size());
    for (LabelledObject object : objects) {
      labels
          .apply(object.label())
          .ifPresentOrElse(
              label -> kept.add(object.withLabel(label)),
              () -> losses.add(
                  "object of an unknown class", () -> object.label() + " in " + object.image()));
    }
    return new Reading(
        new LabelledData(List.copyOf(renamed.values()), videos, images, kept), losses.build());
  }

  private static <T> Set<String> unique(String what, List<T> all, Function<T, String> name) {
    Set<String> names = new HashSet<>();
    for (T one : all) {
      if (!names.add(name.apply(one))) {
        throw new IllegalArgumentException(
            "The " + what + " \"" + name.apply(one) + "\" occurs twice.");
      }
    }
    return names;
  }

  private static void known(String what, Set<String> names, String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("There is no " + what + " \"" + name + "\".");
    }
  }
}
