package dev.reelstate.examples.detect;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The annotations of a video, by the numbers and the times of its pictures. */
final class TruthFile {

  /** Files round times, to milliseconds at worst. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  private final Path file;
  private final Map<Long, List<Annotation>> byNumber = new HashMap<>();
  private final TreeMap<Duration, List<Annotation>> byTime = new TreeMap<>();

  private TruthFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param names what the detector calls a class of the file, where it differs
   */
  static TruthFile read(Path file, Map<String, String> names) throws UnusableException {
    LabelledData data = FormatName.of(file).read(file).data();
    if (data.videos().size() > 1) {
      throw new UnusableException(
          file + " has " + data.videos().size() + " videos; give the annotations of this one.");
    }
    TruthFile truth = new TruthFile(file);
    Provenance provenance = new Provenance(Origin.IMPORT, String.valueOf(file), true);
    Map<String, List<LabelledObject>> objects = data.objectsByImage();
    for (LabelledImage image : data.images()) {
      truth.add(
          image,
          objects.getOrDefault(image.id(), List.of()).stream()
              .filter(object -> !object.box().isEmpty())
              .map(object -> Annotation.of(
                      names.getOrDefault(object.label(), object.label()), object.box(), provenance)
                  .withTraits(object.traits()))
              .toList());
    }
    return truth;
  }

  private void add(LabelledImage image, List<Annotation> annotations) {
    Long number = image.frame();
    Duration time = image.time();
    if (number != null) {
      byNumber.put(number, annotations);
    } else if (time != null) {
      byTime.put(time, annotations);
    }
  }

  private Optional<List<Annotation>> at(FrameRef frame) {
    List<Annotation> numbered = frame.index() == null ? null : byNumber.get(frame.index());
    if (numbered != null) {
      return Optional.of(numbered);
    }
    Map.Entry<Duration, List<Annotation>> near = byTime.floorEntry(frame.pts().plus(ROUNDING));
    return near == null || near.getKey().compareTo(frame.pts().minus(ROUNDING)) < 0
        ? Optional.empty()
        : Optional.of(near.getValue());
  }

  /** Compares what was found with the truth, on the pictures that both have. */
  Judged judge(GroundTruth found) throws UnusableException {
    List<Scene> scenes = new ArrayList<>();
    for (AnnotatedFrame frame : found.frames()) {
      at(frame.frame()).ifPresent(truth -> scenes.add(Judged.scene(frame, truth)));
    }
    if (scenes.isEmpty()) {
      throw new UnusableException(file + " has no annotations of any picture that was looked at.");
    }
    requireCommonClass(scenes);
    return Judged.of(found, scenes);
  }

  private void requireCommonClass(List<Scene> scenes) throws UnusableException {
    Set<String> known = scenes.stream()
        .flatMap(scene -> scene.truth().stream())
        .map(Annotation::label)
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> reported = scenes.stream()
        .flatMap(scene -> scene.detections().stream())
        .map(one -> one.label())
        .collect(Collectors.toCollection(TreeSet::new));
    if (!known.isEmpty() && !reported.isEmpty() && known.stream().noneMatch(reported::contains)) {
      throw new UnusableException(file + " has " + String.join(", ", known)
          + " and the detector found " + String.join(", ", reported)
          + "; say what is the same with --same " + known.iterator().next() + "="
          + reported.iterator().next() + ".");
    }
  }
}
