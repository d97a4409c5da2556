package dev.reelstate.examples.dashboard.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.evaluation.RunView.ModelView;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns what a client wants scored into a plan, or says what is wrong with it. */
final class Starting {

  private static final int MOST_VIDEOS = 200;

  /**
   * A run to start.
   *
   * @param protocol {@code coco} or {@code voc}
   * @param overlap the least overlap of a hit
   * @param score the least score of a detection that counts
   * @param frames {@code truth} or {@code both}
   */
  @Wire
  record Wanted(
      ModelView model,
      List<Pair.Wanted> videos,
      String protocol,
      double overlap,
      double score,
      String frames,
      @Nullable GateWish gate) {

    Wanted {
      Bodies.require("model", model);
      Bodies.require("videos", videos);
      Bodies.require("protocol", protocol);
      Bodies.require("frames", frames);
    }
  }

  private final VideoPlatform platform;

  Starting(VideoPlatform platform) {
    this.platform = platform;
  }

  /**
   * The plan of a request.
   *
   * @param baselines looks whether the caller may compare with a run
   * @throws RunException if something is not valid
   */
  Plan plan(Context context, Consumer<EvaluationId> baselines) throws JsonProcessingException {
    Wanted wanted = Bodies.read(context, Wanted.class);
    if (wanted.videos().isEmpty() || wanted.videos().size() > MOST_VIDEOS) {
      throw RunException.invalid("A run scores 1 to " + MOST_VIDEOS + " videos.");
    }
    Set<String> projects = new HashSet<>();
    Set<VideoId> known = new HashSet<>();
    List<Pair> pairs = new ArrayList<>();
    long boxes = 0;
    for (Pair.Wanted one : wanted.videos()) {
      Video video = video(context, one.videoId());
      projects.add(video.project());
      if (!known.add(video.id())) {
        throw RunException.invalid("A video is named twice.");
      }
      GroundTruthRevision truth = revision(video, one.truth());
      GroundTruthRevision found = revision(video, one.predictions());
      if (truth.revision() == found.revision()) {
        throw RunException.invalid("The truth and the predictions of a video are two revisions.");
      }
      boxes += truth.annotations() + (long) found.annotations();
      pairs.add(new Pair(video.id(), truth.contentHash(), found.contentHash()));
    }
    Material.requireRoom(boxes);
    if (projects.size() > 1) {
      throw RunException.invalid("The videos of a run belong to one project.");
    }
    return plan(context, wanted, projects.iterator().next(), pairs, baselines);
  }

  private static Plan plan(
      Context context,
      Wanted wanted,
      String project,
      List<Pair> pairs,
      Consumer<EvaluationId> baselines) {
    GateWish gate = wanted.gate();
    if (gate != null) {
      check(gate, baselines);
    }
    try {
      return new Plan(
          project,
          Guard.caller(context).name(),
          new ModelVersion(wanted.model().name(), wanted.model().version()),
          pairs,
          settings(wanted),
          Plan.Frames.parse(wanted.frames()),
          gate);
    } catch (IllegalArgumentException e) {
      throw RunException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static void check(GateWish gate, Consumer<EvaluationId> baselines) {
    gate.gate();
    String baseline = gate.baseline();
    if (baseline != null) {
      baselines.accept(Runs.id(baseline));
    } else if (gate.isRelative()) {
      throw RunException.invalid("A rule about a drop or a rise needs a run to compare with.");
    }
  }

  private static DetectionSettings settings(Wanted wanted) {
    return switch (wanted.protocol()) {
      case "coco" ->
        DetectionSettings.coco().withOverlap(wanted.overlap()).withScore(wanted.score());
      case "voc" -> DetectionSettings.voc(wanted.overlap()).withScore(wanted.score());
      default -> throw new IllegalArgumentException("A protocol is coco or voc.");
    };
  }

  private Video video(Context context, String id) {
    try {
      Video video = platform
          .find(VideoId.of(id))
          .orElseThrow(() -> RunException.notFound("There is no such video."));
      Guard.requireProject(context, video.project());
      return video;
    } catch (IllegalArgumentException e) {
      throw RunException.invalid("The identity of a video must be a UUID.");
    }
  }

  private GroundTruthRevision revision(Video video, int number) {
    return platform.groundTruth().list(video.id()).stream()
        .filter(one -> one.revision() == number)
        .findFirst()
        .orElseThrow(() -> RunException.notFound(
            "The video " + Material.title(video) + " has no revision " + number + "."));
  }
}
