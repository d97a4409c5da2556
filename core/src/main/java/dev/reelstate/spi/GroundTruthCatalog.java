package dev.reelstate.spi;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.video.VideoId;
import java.util.List;
import java.util.Optional;

/**
 * The ground truth of a store's videos, in revisions whose content never changes. The video's
 * ground-truth status is that of its latest revision and changes in the same transaction.
 * Thread-safe.
 */
public interface GroundTruthCatalog {

  /**
   * Saves content as a new revision, which becomes the latest. If any revision of the video already
   * has the same content, nothing changes, not even that revision's state.
   *
   * @throws IllegalArgumentException if there is no such video
   * @throws IllegalStateException if the video is deleted
   */
  Saved save(VideoId id, GroundTruth content, ReviewState state);

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
   * @return the revision after the change, or empty if somebody else changed it first, in which
   *     case nothing was done
   * @throws IllegalArgumentException if the revision already has that state
   */
  Optional<GroundTruthRevision> change(GroundTruthRevision seen, ReviewState next);

  /**
   * The result of saving.
   *
   * @param revision the revision that has the content
   * @param isNew whether this call created it
   */
  record Saved(GroundTruthRevision revision, boolean isNew) {}
}
