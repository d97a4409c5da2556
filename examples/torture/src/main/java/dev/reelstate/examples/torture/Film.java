package dev.reelstate.examples.torture;

/**
 * One upload and what became of it, as far as the torture was told. Its number is the label and the
 * upload key of its video. Thread-safe.
 */
final class Film {

  private final int number;
  private final String node;
  private final Clip clip;
  private final boolean resumable;
  private volatile boolean stored;
  private volatile boolean cancelled;
  private volatile boolean deleted;

  /**
   * A film that is about to be uploaded.
   *
   * @param node the node that receives it; an upload stays with its process
   */
  Film(int number, String node, Clip clip, boolean resumable) {
    this.number = number;
    this.node = node;
    this.clip = clip;
    this.resumable = resumable;
  }

  String label() {
    return "film-" + number;
  }

  String node() {
    return node;
  }

  Clip clip() {
    return clip;
  }

  /** The command that uploads it; can be given again. */
  String upload() {
    return (resumable ? Node.UPLOAD : Node.INGEST) + " " + label() + " " + clip.file();
  }

  /** Whether a node has confirmed it. */
  boolean isStored() {
    return stored;
  }

  void setStored() {
    stored = true;
  }

  /** Whether somebody asked to cancel it, successfully or not. */
  boolean isCancelled() {
    return cancelled;
  }

  void setCancelled() {
    cancelled = true;
  }

  /** Whether somebody asked to delete it, successfully or not. */
  boolean isDeleted() {
    return deleted;
  }

  void setDeleted() {
    deleted = true;
  }

  /** Whether it must be there in the end. */
  boolean isWanted() {
    return !cancelled && !deleted;
  }
}
