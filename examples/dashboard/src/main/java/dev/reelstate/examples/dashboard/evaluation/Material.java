package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings together what a plan names: the revisions, as scenes to score. Thread-safe. */
final class Material {

  /** How many boxes a run may have, those of the truth and of the model together. */
  static final int MOST_BOXES = 300_000;

  private final VideoPlatform platform;

  Material(VideoPlatform platform) {
    this.platform = platform;
  }

  /** The revision of a video that has a content, or empty if it is gone. */
  static Optional<GroundTruthRevision> revision(
      GroundTruthCatalog catalog, VideoId video, String hash) {
    return catalog.list(video).stream()
        .filter(one -> one.contentHash().equals(hash))
        .findFirst();
  }

  /**
   * The sequences of a plan, in its order.
   *
   * @throws RunException if a revision is gone, or there are too many boxes
   */
  List<Sequence> sequences(Plan plan) {
    List<Sequence> sequences = new ArrayList<>();
    long boxes = 0;
    for (Pair pair : plan.pairs()) {
      GroundTruthRevision truth = require(pair.video(), pair.truth(), "truth");
      GroundTruthRevision found = require(pair.video(), pair.predictions(), "predictions");
      boxes += truth.annotations() + (long) found.annotations();
      requireRoom(boxes);
      sequences.add(new Sequence(
          pair.video().toString(),
          labels(pair.video()),
          scenes(content(truth), content(found), plan.frames())));
    }
    return sequences;
  }

  static void requireRoom(long boxes) {
    if (boxes > MOST_BOXES) {
      throw RunException.invalid(
          "A run may have at most " + MOST_BOXES + " boxes; score fewer videos at once.");
    }
  }

  private GroundTruthRevision require(VideoId video, String hash, String what) {
    return revision(platform.groundTruth(), video, hash)
        .orElseThrow(() -> RunException.gone("The " + what + " of the video " + title(video)
            + " that this run was made from no longer exists."));
  }

  private String title(VideoId id) {
    return platform.find(id).map(Material::title).orElseGet(id::toString);
  }

  static String title(Video video) {
    return video.title().isBlank() ? video.fileName() : video.title();
  }

  private GroundTruth content(GroundTruthRevision revision) {
    return platform
        .groundTruth()
        .find(revision.videoId(), revision.revision())
        .map(GroundTruthSet::content)
        .orElseThrow(() -> RunException.gone("Revision " + revision.revision() + " of the video "
            + title(revision.videoId()) + " no longer exists."));
  }

  /** The labels of a video, so that each can be looked at apart. */
  private Map<String, String> labels(VideoId id) {
    Map<String, String> labels = new HashMap<>();
    platform.find(id).ifPresent(video -> video.labels().forEach(one -> labels.put(one, "yes")));
    return labels;
  }

  /** The frames that are scored. */
  static List<Scene> scenes(GroundTruth truth, GroundTruth found, Plan.Frames which) {
    Map<Object, AnnotatedFrame> byFrame = new HashMap<>();
    for (AnnotatedFrame one : found.frames()) {
      FrameRef frame = one.frame();
      if (!frame.estimated()) {
        byFrame.put(frame.pts(), one);
      }
      if (frame.index() != null) {
        byFrame.put(frame.index(), one);
      }
    }
    List<Scene> scenes = new ArrayList<>();
    for (AnnotatedFrame one : truth.frames()) {
      AnnotatedFrame other = other(one.frame(), byFrame);
      if (other != null || which == Plan.Frames.TRUTH) {
        scenes.add(new Scene(one.frame(), one.annotations(), detections(other)));
      }
    }
    return scenes;
  }

  private static @Nullable AnnotatedFrame other(
      FrameRef frame, Map<Object, AnnotatedFrame> byFrame) {
    Long index = frame.index();
    AnnotatedFrame same = index == null ? null : byFrame.get(index);
    return same != null || frame.estimated() ? same : byFrame.get(frame.pts());
  }

  private static List<Detection> detections(@Nullable AnnotatedFrame frame) {
    return frame == null
        ? List.of()
        : frame.annotations().stream().map(Material::detection).toList();
  }

  /** What a person or a tool without scores says counts as certain. */
  private static Detection detection(Annotation one) {
    Double score = one.score();
    return new Detection(one.label(), one.box(), score == null ? 1 : score, one.track());
  }
}
