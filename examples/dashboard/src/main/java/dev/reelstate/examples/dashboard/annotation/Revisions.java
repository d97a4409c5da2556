package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.VideoId;
import org.jspecify.annotations.Nullable;

/** Finds the revisions that requests name. */
public final class Revisions {

  private Revisions() {}

  /**
   * A revision by its number.
   *
   * @throws ReviewException if there is none, or the number is missing or none
   */
  public static GroundTruthSet find(
      GroundTruthCatalog catalog, VideoId id, @Nullable String number) {
    try {
      return catalog
          .find(id, Integer.parseInt(String.valueOf(number)))
          .orElseThrow(() -> ReviewException.notFound("There is no such revision."));
    } catch (NumberFormatException e) {
      throw ReviewException.invalid("The number of a revision is missing.");
    }
  }
}
