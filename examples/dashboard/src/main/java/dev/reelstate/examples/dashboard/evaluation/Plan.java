package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.DetectionSettings.Protocol;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.ModelVersion;
import dev.reelstate.evaluation.run.TruthRef;
import dev.reelstate.video.VideoId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run scores, and how. A kept run says all of this, so that what is too much to keep can be
 * worked out again. Immutable and thread-safe.
 *
 * @param project the project of all its videos
 * @param by who started it
 * @param model the model
 * @param pairs the videos, in the order in which they are scored
 * @param settings how detections are scored
 * @param frames which frames are scored
 * @param gate the rules that it shall meet, or null
 */
record Plan(
    String project,
    String by,
    ModelVersion model,
    List<Pair> pairs,
    DetectionSettings settings,
    Frames frames,
    @Nullable GateWish gate) {

  /** Parameters that begin so say where a run comes from, rather than how it was scored. */
  private static final String OWN = "dashboard.";

  private static final String FRAMES = "frames";
  private static final String VERDICT = OWN + "verdict";

  /** Which frames are scored. */
  enum Frames {
    /** Every frame of the truth; where the model says nothing, it found nothing. */
    TRUTH("truth"),
    /** The frames that both examined. */
    BOTH("both");

    private final String wireName;

    Frames(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }

    static Frames parse(String name) {
      for (Frames each : values()) {
        if (each.wireName.equals(name)) {
          return each;
        }
      }
      throw new IllegalArgumentException("The frames are truth or both, not " + name + ".");
    }
  }

  Plan {
    pairs = List.copyOf(pairs);
  }

  /** The plan of a kept run, or empty if it was not made here. */
  static Optional<Plan> of(EvaluationRun run) {
    Map<String, String> kept = run.parameters();
    String project = kept.get(OWN + "project");
    String found = kept.get(OWN + "predictions");
    if (project == null || found == null || !run.kind().equals("detection")) {
      return Optional.empty();
    }
    Predictions predictions = Bodies.parse(found, Predictions.class);
    String gate = kept.get(OWN + "gate");
    return Optional.of(new Plan(
        project,
        by(kept),
        run.model(),
        run.truth().stream().map(one -> pair(one, predictions)).toList(),
        settings(kept),
        Frames.parse(String.valueOf(kept.get(FRAMES))),
        gate == null ? null : Bodies.parse(gate, GateWish.class)));
  }

  private static Pair pair(TruthRef truth, Predictions predictions) {
    return new Pair(
        VideoId.of(truth.sequence()),
        truth.contentHash(),
        String.valueOf(predictions.byVideo().get(truth.sequence())));
  }

  private static DetectionSettings settings(Map<String, String> kept) {
    boolean coco = Protocol.COCO.wireName().equals(kept.get("protocol"));
    double overlap = Double.parseDouble(String.valueOf(kept.get("overlap")));
    double score = Double.parseDouble(String.valueOf(kept.get("score")));
    return (coco ? DetectionSettings.coco().withOverlap(overlap) : DetectionSettings.voc(overlap))
        .withScore(score);
  }

  /** The hashes of what was found, by video. */
  record Predictions(Map<String, String> byVideo) {}

  /** Everything that a kept run has to say besides how it was scored. */
  Map<String, String> parameters() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put(FRAMES, frames.wireName());
    own.put(OWN + "project", project);
    own.put(OWN + "by", by);
    Map<String, String> hashes = new TreeMap<>();
    pairs.forEach(pair -> hashes.put(pair.video().toString(), pair.predictions()));
    own.put(OWN + "predictions", Bodies.write(new Predictions(hashes)));
    if (gate != null) {
      own.put(OWN + "gate", Bodies.write(gate));
    }
    return own;
  }

  /** The project of a kept run, or empty if it was not made here. */
  static Optional<String> project(Map<String, String> parameters) {
    return Optional.ofNullable(parameters.get(OWN + "project"));
  }

  /** Who started a kept run; empty if it does not say. */
  static String by(Map<String, String> parameters) {
    return parameters.getOrDefault(OWN + "by", "");
  }

  /** How many videos a kept run made here has, or those that it says it has. */
  static Map<String, String> predictions(Map<String, String> parameters) {
    String found = parameters.get(OWN + "predictions");
    return found == null ? Map.of() : Bodies.parse(found, Predictions.class).byVideo();
  }

  /** What the gate of a kept run said, or null if there was none. */
  static @Nullable GateView verdict(Map<String, String> parameters) {
    String kept = parameters.get(VERDICT);
    return kept == null ? null : Bodies.parse(kept, GateView.class);
  }

  /** Adds what the gate said. */
  static Map<String, String> withVerdict(Map<String, String> parameters, GateView verdict) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put(VERDICT, Bodies.write(verdict));
    return all;
  }

  /** The parameters that decide the figures. */
  static Map<String, String> scoring(Map<String, String> parameters) {
    Map<String, String> rest = new TreeMap<>(parameters);
    rest.keySet().removeIf(name -> name.startsWith(OWN));
    return rest;
  }

  /** A copy of a run whose parameters are those that decide the figures. */
  static EvaluationRun plain(EvaluationRun run) {
    return new EvaluationRun(
        run.id(),
        run.kind(),
        run.model(),
        run.truth(),
        scoring(run.parameters()),
        run.overall(),
        run.byClass());
  }
}
