package dev.reelstate.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Small sequences as text, a box a line: the frame, T for truth or D for a detection, the track,
 * left, top, width and height, and perhaps a trait.
 */
final class TrackRows {

  /** Two objects; the tracks swap, one is lost and comes back. */
  static final String WALK = """
      1 T a 0 0 10 10
      1 T b 50 0 10 20
      1 D 1 1 0 10 10
      1 D 2 50 2 10 20
      2 T a 2 0 10 10
      2 T b 50 2 10 20
      2 D 1 2 0 10 10
      2 D 2 51 2 10 20
      2 D 9 200 200 10 10
      3 T a 4 0 10 10
      3 T b 50 4 10 20
      3 D 2 51 4 10 20
      4 T a 6 0 10 10
      4 T b 50 6 10 20
      4 D 3 6 1 10 10
      4 D 1 50 6 10 20
      5 T a 8 0 10 10
      5 T b 50 8 10 20
      5 D 3 9 0 10 10
      5 D 1 50 8 10 19
      6 T b 50 10 10 20
      6 D 1 54 10 10 20
      """;

  /** More false alarms than objects. */
  static final String NOISE = """
      1 T a 0 0 10 10
      1 D 1 0 0 10 10
      1 D 2 40 0 10 10
      1 D 3 80 0 10 10
      2 T a 0 0 10 10
      2 D 1 7 0 10 10
      2 D 2 40 0 10 10
      3 D 4 0 0 10 10
      """;

  /** A tracker that reports nothing. */
  static final String SILENT = """
      1 T a 0 0 10 10
      2 T a 0 0 10 10
      2 T b 30 0 10 10
      """;

  /** Detections where nothing is. */
  static final String EMPTY = """
      1 D 1 0 0 10 10
      2 D 1 0 0 10 10
      2 D 2 30 0 10 10
      """;

  /** An overlap of exactly one half. */
  static final String THRESHOLD = """
      1 T a 0 0 10 10
      1 D 1 0 0 5 10
      """;

  /** Objects that do not count, with detections on them. */
  static final String IGNORED = """
      1 T a 0 0 10 10
      1 T x 30 0 10 10 IGNORE
      1 D 1 1 0 10 10
      1 D 2 31 0 10 10
      1 D 3 30 6 10 10
      2 T a 0 0 10 10
      2 T x 0 2 10 10 CROWD
      2 D 1 0 1 10 10
      """;

  /** A box like any other. */
  static final Box BOX = new Box(0, 0, 10, 10);

  private static final Provenance SOURCE = new Provenance(Origin.IMPORT, "test", false);

  private TrackRows() {}

  /** A sequence of one class. */
  static Sequence sequence(String name, String label, int frames, String rows) {
    List<Scene> scenes = new ArrayList<>();
    for (int frame = 1; frame <= frames; frame++) {
      List<Annotation> truth = new ArrayList<>();
      List<Detection> detections = new ArrayList<>();
      for (String row : rows.lines().toList()) {
        String[] words = row.split(" ");
        if (Integer.parseInt(words[0]) == frame && "T".equals(words[1])) {
          truth.add(object(label, words));
        } else if (Integer.parseInt(words[0]) == frame) {
          detections.add(new Detection(label, box(words), 0.5, words[2]));
        }
      }
      scenes.add(new Scene(FrameRef.of(frame, Duration.ofMillis(40L * frame)), truth, detections));
    }
    return Sequence.of(name, scenes);
  }

  private static Annotation object(String label, String[] words) {
    Set<Trait> traits = words.length > 7 ? Set.of(Trait.valueOf(words[7])) : Set.of();
    return new Annotation(label, box(words), null, null, words[2], traits, Map.of(), SOURCE);
  }

  private static Box box(String[] words) {
    return new Box(
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]),
        Double.parseDouble(words[6]));
  }
}
