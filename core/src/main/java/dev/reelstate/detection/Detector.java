package dev.reelstate.detection;

import java.util.Optional;

/**
 * Finds objects on pictures. A host may implement its own, which then runs in the host's process;
 * those that come with Reelstate run in worker processes.
 *
 * <p>Nothing here throws for what a detector may meet: a missing library, a model that it cannot
 * run or a picture that it fails on are values, so that nobody can take them for an empty result. A
 * detector holds no natives itself; its sessions do. Implementations are thread-safe.
 */
public interface Detector {

  /** The name by which specifications ask for it, such as {@code hog}; the same at each call. */
  String name();

  /**
   * Looks whether it could work in this process, without a model and without keeping anything open.
   * May load native libraries.
   *
   * @return why it cannot work, or empty if it can
   */
  Optional<DetectorProblem.Unavailable> probe();

  /**
   * Prepares it for the pictures of one video. Reads the model, if there is one, and checks that it
   * is the file that the specification means.
   *
   * @return a session that the caller closes, or why there is none
   * @throws IllegalArgumentException if the specification names another detector, or has a setting
   *     that this one does not have or with a value that it cannot take; the message says which
   */
  DetectorOpening open(DetectionSpec spec);
}
