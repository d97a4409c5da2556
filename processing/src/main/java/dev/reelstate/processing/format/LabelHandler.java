package dev.reelstate.processing.format;

/**
 * Receives data while it is read, so that a host need not hold all of it. Calls come from the
 * reading thread. A category, video or image comes before the first thing that names it; each comes
 * once. When reading fails later on, what has been received is to be discarded.
 */
public interface LabelHandler {

  /** A category. */
  default void category(Category category) {}

  /** A video. */
  default void video(LabelledVideo video) {}

  /** A picture that was examined. */
  default void image(LabelledImage image) {}

  /** An object. */
  void object(LabelledObject object);
}
