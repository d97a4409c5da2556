package dev.reelstate.video;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The status of a video. A status only ever records work that was done and committed.
 *
 * <p>The allowed transitions are data, in one table; see {@link #successors()}. The wire name is
 * the lower-case word.
 */
public enum VideoStatus {
  /** Bytes are arriving; nothing can be read yet. */
  UPLOADING,
  /** All bytes are stored and hashed; no work is planned. */
  UPLOADED,
  /** Work is planned and waits to be claimed. */
  QUEUED,
  /** At least one task of the current generation has been claimed. */
  PROCESSING,
  /** Every task is done and the generation is published. */
  COMPLETED,
  /** Reelstate is at fault or ran out of attempts; the failure says why. */
  FAILED,
  /** The file is at fault: not a video, over a limit, or hostile. */
  REJECTED,
  /** Somebody stopped it. */
  CANCELLED,
  /** Discarded; its files are removed. */
  DELETED;

  private static final Map<VideoStatus, Set<VideoStatus>> SUCCESSORS =
      new EnumMap<>(VideoStatus.class);

  static {
    allow(UPLOADING, UPLOADED, FAILED, REJECTED, CANCELLED, DELETED);
    allow(UPLOADED, QUEUED, REJECTED, CANCELLED, DELETED);
    allow(QUEUED, PROCESSING, FAILED, CANCELLED, DELETED);
    allow(PROCESSING, COMPLETED, FAILED, REJECTED, CANCELLED, DELETED);
    allow(COMPLETED, QUEUED, DELETED);
    allow(FAILED, QUEUED, UPLOADING, DELETED);
    allow(REJECTED, QUEUED, DELETED);
    allow(CANCELLED, QUEUED, UPLOADING, DELETED);
    allow(DELETED);
  }

  /** The statuses that may directly follow this one; empty for a final one. */
  public Set<VideoStatus> successors() {
    return SUCCESSORS.getOrDefault(this, Set.of());
  }

  /** Whether {@code next} may directly follow this status. */
  public boolean canBecome(VideoStatus next) {
    return successors().contains(next);
  }

  /**
   * Whether the status changes only on request: completed, failed, rejected, cancelled or deleted.
   */
  public boolean isSettled() {
    return switch (this) {
      case COMPLETED, FAILED, REJECTED, CANCELLED, DELETED -> true;
      case UPLOADING, UPLOADED, QUEUED, PROCESSING -> false;
    };
  }

  /** The name on the wire and in the database: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a wire name in any case. {@code pending}, an older name, reads as {@link #UPLOADED}.
   *
   * @throws IllegalArgumentException if there is no such status; the message lists the valid ones
   */
  public static VideoStatus parse(String wireName) {
    String name = wireName.toUpperCase(Locale.ROOT);
    if (name.equals("PENDING")) {
      return UPLOADED;
    }
    for (VideoStatus status : values()) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    throw new IllegalArgumentException("There is no video status \"" + wireName
        + "\"; the statuses are "
        + String.join(
            ", ",
            EnumSet.allOf(VideoStatus.class).stream().map(VideoStatus::wireName).toList())
        + ".");
  }

  private static void allow(VideoStatus from, VideoStatus... to) {
    Set<VideoStatus> next = EnumSet.noneOf(VideoStatus.class);
    next.addAll(Set.of(to));
    SUCCESSORS.put(from, Set.copyOf(next));
  }
}
