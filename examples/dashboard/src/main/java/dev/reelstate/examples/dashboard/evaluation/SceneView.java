package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.examples.dashboard.evaluation.EntryView.At;
import dev.reelstate.examples.dashboard.evaluation.EntryView.Shape;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything on one frame, as clients see it.
 *
 * @param scored whether the run scored the frame; otherwise nothing is known about it
 */
@Wire
record SceneView(
    String videoId, At frame, boolean scored, List<Judged> truth, List<Judged> predictions) {

  /**
   * A box and what the run says of it.
   *
   * @param number its number in the ledger of the run
   */
  @Wire
  record Judged(int number, String kind, String verdict, Shape box) {}

  /** The scene of an entry. */
  static SceneView around(ScoredRun run, LedgerEntry entry) {
    return of(run, entry.sequence(), entry.scene());
  }

  /**
   * The scene at a time.
   *
   * @param sequence the position of the video
   */
  static SceneView at(ScoredRun run, int sequence, long nanos) {
    List<Scene> scenes = run.sequences().get(sequence).scenes();
    for (int scene = 0; scene < scenes.size(); scene++) {
      if (scenes.get(scene).frame().pts().toNanos() == nanos) {
        return of(run, sequence, scene);
      }
    }
    String video = run.sequences().get(sequence).name();
    return new SceneView(video, new At(null, nanos, false), false, List.of(), List.of());
  }

  private static SceneView of(ScoredRun run, int sequence, int number) {
    List<LedgerEntry> ledger = run.scored().ledger();
    Scene scene = run.sequences().get(sequence).scenes().get(number);
    List<Judged> truth = new ArrayList<>();
    List<Judged> predictions = new ArrayList<>();
    for (int at = run.first(sequence, number); at < ledger.size(); at++) {
      LedgerEntry entry = ledger.get(at);
      if (entry.sequence() != sequence || entry.scene() != number) {
        break;
      }
      (entry.detection() ? predictions : truth).add(judged(at, entry, scene));
    }
    String video = run.sequences().get(sequence).name();
    return new SceneView(video, At.of(scene.frame()), true, truth, predictions);
  }

  private static Judged judged(int number, LedgerEntry entry, Scene scene) {
    Shape box = entry.detection()
        ? Shape.of(scene.detections().get(entry.index()))
        : Shape.of(scene.truth().get(entry.index()));
    return new Judged(number, EntryView.kind(entry), entry.verdict().wireName(), box);
  }
}
