package dev.reelstate.testkit.history;

import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.event.VideoEvent.GroundTruthReviewed;
import dev.reelstate.event.VideoEvent.GroundTruthSaved;

/** Judges whether ground truth was kept. */
record GroundTruthRules(Evidence evidence) {

  void check() {
    for (Call call : evidence.history().calls(Operation.Save.class, Operation.Review.class)) {
      call.answer(Answer.Revised.class)
          .filter(Answer.Revised::isNew)
          .map(Answer.Revised::revision)
          .ifPresent(revision -> checkKept(call, revision));
    }
  }

  private void checkKept(Call call, GroundTruthRevision revision) {
    evidence.require(
        Promise.CHANGES_KEPT,
        isOnRecord(call.operation(), revision),
        () -> "The ground truth of the video " + revision.videoId() + ", revision "
            + revision.revision() + ", was confirmed as " + revision.state().wireName() + " ("
            + call + "), but no event says so.");
  }

  private boolean isOnRecord(Operation operation, GroundTruthRevision revision) {
    if (operation instanceof Operation.Review review) {
      return evidence.events(revision.videoId(), GroundTruthReviewed.class).stream()
          .anyMatch(event -> event.revision() == revision.revision()
              && event.to() == review.next()
              && review.by().equals(event.by()));
    }
    return evidence.events(revision.videoId(), GroundTruthSaved.class).stream()
        .anyMatch(event -> event.revision() == revision.revision()
            && event.contentHash().equals(revision.contentHash()));
  }
}
