package dev.reelstate.processing.format;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pairs truth with detections. Not thread-safe. */
final class ScenePairs {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");

  private static final Provenance FILE =
      new Provenance(Provenance.Origin.IMPORT, "annotation file", false);

  private final LabelledData truth;
  private final Pairing pairing;
  private final boolean oneVideo;
  private final Map<String, List<LabelledObject>> objects;
  private final Map<Object, List<LabelledObject>> found = new HashMap<>();
  private final LossReport.Builder losses = new LossReport.Builder();

  ScenePairs(LabelledData truth, LabelledData detections, Pairing pairing) {
    this.truth = truth;
    this.pairing = pairing;
    this.oneVideo = truth.videos().size() == 1 && detections.videos().size() == 1;
    this.objects = truth.objectsByImage();
    Map<String, List<LabelledObject>> byImage = detections.objectsByImage();
    for (LabelledImage image : detections.images()) {
      List<LabelledObject> on = byImage.get(image.id());
      if (on != null) {
        found.computeIfAbsent(key(image), key -> new ArrayList<>()).addAll(on);
      }
    }
  }

  PairedData pair() {
    Map<Object, LabelledImage> known = new HashMap<>();
    Map<String, List<LabelledImage>> videos = new LinkedHashMap<>();
    List<LabelledImage> stills = new ArrayList<>();
    for (LabelledImage image : truth.images()) {
      LabelledImage twin = known.put(key(image), image);
      if (twin != null) {
        throw new IllegalArgumentException(
            "The images " + twin.id() + " and " + image.id() + " are the same by " + pairing + ".");
      }
      if (image.video() == null) {
        stills.add(image);
      } else {
        videos.computeIfAbsent(image.video(), name -> new ArrayList<>()).add(image);
      }
    }
    reportUncovered(known);
    List<Sequence> sequences = new ArrayList<>();
    videos.forEach((name, frames) -> sequences.add(video(name, frames)));
    sorted(stills)
        .forEach(image -> sequences.add(Sequence.of(image.id(), List.of(scene(image, null)))));
    return new PairedData(sequences, losses.build());
  }

  private void reportUncovered(Map<Object, LabelledImage> known) {
    found.forEach((key, on) -> {
      if (!known.containsKey(key)) {
        on.forEach(
            one -> losses.add("detection on a frame that was not examined", () -> one.image()));
      }
    });
  }

  private Sequence video(String name, List<LabelledImage> frames) {
    Double rate = truth.videos().stream()
        .filter(video -> video.name().equals(name))
        .findFirst()
        .map(LabelledVideo::frameRate)
        .orElse(null);
    return Sequence.of(
        name,
        frames.stream()
            .sorted(comparing(LabelledImage::frame, nullsLast(Comparator.naturalOrder())))
            .map(image -> scene(image, rate))
            .toList());
  }

  private static List<LabelledImage> sorted(List<LabelledImage> stills) {
    boolean numbers =
        stills.stream().allMatch(image -> NUMBER.matcher(image.id()).matches());
    return numbers
        ? stills.stream().sorted(comparing(image -> new BigInteger(image.id()))).toList()
        : stills;
  }

  private Scene scene(LabelledImage image, @Nullable Double rate) {
    return new Scene(
        frame(image, rate),
        objects.getOrDefault(image.id(), List.of()).stream()
            .map(this::annotation)
            .toList(),
        found.getOrDefault(key(image), List.of()).stream()
            .map(ScenePairs::detection)
            .toList());
  }

  private static FrameRef frame(LabelledImage image, @Nullable Double rate) {
    Long number = image.frame();
    if (image.time() != null || (number != null && rate != null)) {
      return FrameTimes.frame(image, rate);
    }
    return number == null ? FrameRef.at(Duration.ZERO) : FrameRef.estimated(number, Duration.ZERO);
  }

  private Annotation annotation(LabelledObject object) {
    Double score = object.score();
    if (score != null && !(score >= 0 && score <= 1)) {
      losses.add("score of the truth beyond 0 to 1", () -> score + " in " + object.image());
    }
    return FrameTimes.annotation(object, FILE);
  }

  private static Detection detection(LabelledObject object) {
    Double score = object.score();
    if (score == null) {
      throw new IllegalArgumentException("A detection of \"" + object.label() + "\" in image "
          + object.image() + " has no score.");
    }
    return new Detection(object.label(), object.box(), score, object.track());
  }

  private Object key(LabelledImage image) {
    return switch (pairing) {
      case ID -> image.id();
      case FILE -> needed(image, image.file());
      case FRAME ->
        new Frame(
            oneVideo || image.video() == null ? "" : image.video(), needed(image, image.frame()));
    };
  }

  private <T> T needed(LabelledImage image, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "The image " + image.id() + " has nothing to pair it by " + pairing + ".");
    }
    return value;
  }

  private record Frame(String video, Long number) {}
}
