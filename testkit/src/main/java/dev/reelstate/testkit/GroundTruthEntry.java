package dev.reelstate.testkit;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The revisions of one video's ground truth, numbered from 1. Not thread-safe. */
final class GroundTruthEntry {

  private final List<GroundTruthSet> sets = new ArrayList<>();
  private final List<GroundTruthReview> reviews = new ArrayList<>();

  GroundTruthEntry copy() {
    GroundTruthEntry copy = new GroundTruthEntry();
    copy.sets.addAll(sets);
    copy.reviews.addAll(reviews);
    return copy;
  }

  List<GroundTruthSet> sets() {
    return List.copyOf(sets);
  }

  List<GroundTruthReview> reviews(int revision) {
    return reviews.stream().filter(review -> review.revision() == revision).toList();
  }

  /** The status of the latest revision. */
  GroundTruthStatus status() {
    return sets.isEmpty()
        ? GroundTruthStatus.NONE
        : sets.get(sets.size() - 1).revision().state().status();
  }

  Optional<GroundTruthSet> withContent(String hash) {
    return sets.stream()
        .filter(set -> set.revision().contentHash().equals(hash))
        .findFirst();
  }

  GroundTruthRevision add(
      VideoId id, GroundTruth content, String hash, ReviewState state, String by, Instant now) {
    GroundTruthRevision revision = new GroundTruthRevision(
        id,
        sets.size() + 1,
        state,
        hash,
        content.frames().size(),
        content.annotationCount(),
        now,
        now,
        by);
    sets.add(new GroundTruthSet(revision, content));
    return revision;
  }

  Optional<GroundTruthRevision> review(
      GroundTruthRevision seen, ReviewState next, String by, Instant now) {
    int index = seen.revision() - 1;
    if (index >= sets.size() || sets.get(index).revision().state() != seen.state()) {
      return Optional.empty();
    }
    GroundTruthSet before = sets.get(index);
    GroundTruthRevision old = before.revision();
    GroundTruthRevision revision = new GroundTruthRevision(
        old.videoId(),
        old.revision(),
        next,
        old.contentHash(),
        old.frames(),
        old.annotations(),
        old.savedAt(),
        now,
        old.savedBy());
    sets.set(index, new GroundTruthSet(revision, before.content()));
    reviews.add(new GroundTruthReview(
        old.videoId(),
        old.revision(),
        reviews(old.revision()).size() + 1,
        old.state(),
        next,
        by,
        now));
    return Optional.of(revision);
  }
}
