package dev.reelstate.processing.media.probe;

/** Receives how far a file has been read. */
@FunctionalInterface
public interface ReadingListener {

  /**
   * Called while a file is read, at most a few times a second.
   *
   * @param bytes how many bytes of the file lie behind the furthest place that was read
   */
  void onRead(long bytes);
}
