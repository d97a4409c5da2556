package dev.reelstate.spi;

import dev.reelstate.StoredText;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.video.VideoId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The ground truth of a store's videos, in revisions whose content never changes, and whose state
 * does not either once it is approved: a correction is a new revision. Several annotators save
 * revisions of their own. The video's ground-truth status is that of its latest revision and
 * changes in the same transaction. Thread-safe.
 */
public interface GroundTruthCatalog {

  /**
   * Saves content as a new revision, which becomes the latest. If any revision of the video already
   * has the same content, nothing changes, not even that revision's state or who saved it.
   *
   * @param by who made the content: a person, a model with its version, or an import; a
   *     {@linkplain StoredText line}, not blank
   * @throws IllegalArgumentException if there is no such video, or the name is not such a line
   * @throws IllegalStateException if the video is deleted
   */
  Saved save(VideoId id, GroundTruth content, ReviewState state, String by);

  /**
   * Saves a copy of a revision in which a person has confirmed some of the annotations, as
   * {@link GroundTruth#confirmed} does, as a new revision in review. Without anything to confirm,
   * nothing changes.
   *
   * @param seen the revision with the proposals
   * @param which the annotations that the person confirms
   * @param by the person; a {@linkplain StoredText line}, not blank
   * @throws IllegalArgumentException if there is no such revision, or the name is not such a line
   * @throws IllegalStateException if the video is deleted
   */
  default Saved confirm(GroundTruthRevision seen, Predicate<Annotation> which, String by) {
    GroundTruth proposed = find(seen.videoId(), seen.revision())
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no revision " + seen.revision() + " of the video " + seen.videoId() + "."))
        .content();
    return save(seen.videoId(), proposed.confirmed(by, which), ReviewState.IN_REVIEW, by);
  }

  /** The latest revision of a video, or empty if it has none. */
  Optional<GroundTruthSet> find(VideoId id);

  /** One revision of a video, by its number from 1. */
  Optional<GroundTruthSet> find(VideoId id, int revision);

  /** The revisions of a video without their content, latest first. */
  List<GroundTruthRevision> list(VideoId id);

  /**
   * Changes the review state of a revision if it is still the one that the caller saw: a
   * compare-and-set.
   *
   * @param seen the revision as the caller read it
   * @param next the new state, different from the current one
   * @param by the person who reviews; a {@linkplain StoredText line}, not blank
   * @return the revision after the change, or empty if somebody else changed it first, in which
   *     case nothing was done
   * @throws IllegalArgumentException if the revision already has that state, or the name is not
   *     such a line
   * @throws IllegalStateException if the revision is approved, which is final
   */
  Optional<GroundTruthRevision> change(GroundTruthRevision seen, ReviewState next, String by);

  /** The reviews of a revision, in their order; empty if there are none, or no such revision. */
  List<GroundTruthReview> reviews(VideoId id, int revision);

  /**
   * Checks a change of state, for those who implement {@link #change}.
   *
   * @throws IllegalArgumentException if the revision already has that state, or the name is blank
   *     or no store can keep it
   * @throws IllegalStateException if the revision is approved
   */
  static void check(GroundTruthRevision seen, ReviewState next, String by) {
    name("the reviewer's name", by);
    if (seen.state() == next) {
      throw new IllegalArgumentException("The revision is already " + next.wireName() + ".");
    }
    if (!seen.state().canBecome(next)) {
      throw new IllegalStateException("An approved revision stays approved. Save a new one.");
    }
  }

  /**
   * Checks the name of a person or another source, for those who implement {@link #save}.
   *
   * @param what what is named, with its article
   * @return the name
   * @throws IllegalArgumentException if it is blank or no store can keep it
   */
  static String name(String what, String by) {
    if (by.isBlank()) {
      throw new IllegalArgumentException("Ground truth needs " + what + ".");
    }
    return StoredText.line(what, by);
  }

  /**
   * The result of saving.
   *
   * @param revision the revision that has the content
   * @param isNew whether this call created it
   */
  record Saved(GroundTruthRevision revision, boolean isNew) {}
}
