package dev.reelstate.processing.format;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ground truth of a video, made from data of a file, or the other way round. Immutable and
 * thread-safe.
 *
 * @param truth the ground truth
 * @param losses what it does not hold of the data
 */
public record ConvertedTruth(GroundTruth truth, LossReport losses) {

  /** Checks that both are there. */
  public ConvertedTruth {
    Objects.requireNonNull(truth, "truth");
    Objects.requireNonNull(losses, "losses");
  }

  /**
   * Makes the data of one video its ground truth. Boxes without width or height are left out and
   * listed, because ground truth takes none.
   *
   * @param data frames of one video, each with its time, or with its number and a frame rate
   * @param frameRate frames per second, for times that are not known; null for what the data says
   * @param provenance where the annotations come from
   * @throws IllegalArgumentException if the data has several videos, or a frame neither has nor can
   *     be given a time
   */
  public static ConvertedTruth of(
      LabelledData data, @Nullable Double frameRate, Provenance provenance) {
    if (data.videos().size() > 1) {
      throw new IllegalArgumentException(
          "Ground truth is that of one video, but there are " + data.videos().size() + ".");
    }
    Double rate = frameRate == null && !data.videos().isEmpty()
        ? data.videos().get(0).frameRate()
        : frameRate;
    LossReport.Builder losses = new LossReport.Builder();
    Map<String, List<LabelledObject>> objects = data.objectsByImage();
    List<AnnotatedFrame> frames = new ArrayList<>();
    for (LabelledImage image : data.images()) {
      List<Annotation> annotations = objects.getOrDefault(image.id(), List.of()).stream()
          .filter(object -> report(object, losses))
          .map(object -> FrameTimes.annotation(object, provenance))
          .toList();
      frames.add(new AnnotatedFrame(FrameTimes.frame(image, rate), annotations));
    }
    return new ConvertedTruth(new GroundTruth(frames), losses.build());
  }

  private static boolean report(LabelledObject object, LossReport.Builder losses) {
    Double score = object.score();
    if (object.id() != null) {
      losses.add("object ID", () -> object.id() + " in image " + object.image());
    }
    if (score != null && !(score >= 0 && score <= 1)) {
      losses.add("score beyond 0 to 1", () -> score + " in image " + object.image());
    }
    if (object.box().isEmpty()) {
      losses.add("box without width or height", () -> "in image " + object.image());
    }
    return !object.box().isEmpty();
  }

  /**
   * Makes ground truth data that a format can write.
   *
   * @param video the name of the video; not blank
   * @param width of its frames in pixels
   * @param height of its frames in pixels
   */
  public static Reading toData(GroundTruth truth, String video, int width, int height) {
    LossReport.Builder losses = new LossReport.Builder();
    Set<String> labels = new LinkedHashSet<>();
    List<LabelledImage> images = new ArrayList<>();
    List<LabelledObject> objects = new ArrayList<>();
    for (AnnotatedFrame frame : truth.frames()) {
      Long index = frame.frame().index();
      String id = index == null ? frame.frame().pts().toString() : index.toString();
      images.add(new LabelledImage(
          id,
          null,
          width,
          height,
          video,
          index,
          frame.frame().estimated() ? null : frame.frame().pts()));
      for (Annotation annotation : frame.annotations()) {
        labels.add(annotation.label());
        losses.add("provenance", () -> annotation.provenance().by() + " in image " + id);
        objects.add(object(id, annotation));
      }
      if (frame.frame().estimated()) {
        losses.add("estimated time", () -> frame.frame().pts() + " of image " + id);
      }
    }
    return new Reading(
        new LabelledData(
            labels.stream().sorted().map(Category::of).toList(),
            List.of(new LabelledVideo(video, null)),
            images,
            objects),
        losses.build());
  }

  private static LabelledObject object(String image, Annotation annotation) {
    return new LabelledObject(
        image,
        null,
        annotation.label(),
        annotation.box(),
        annotation.area(),
        annotation.score(),
        annotation.track(),
        annotation.traits(),
        annotation.attributes());
  }
}
