package dev.reelstate.jdbc;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import java.util.Comparator;

/**
 * The place of a task in the queue; lower ones go first. Immutable and thread-safe.
 *
 * @param tier the video's priority with its sign turned
 * @param turn the turn that its video has drawn
 * @param id the task's own key
 */
record QueueKey(int tier, long turn, long id) implements Comparable<QueueKey> {

  /** In front of everything. */
  static final QueueKey FRONT = new QueueKey(Integer.MIN_VALUE, 0, 0);

  private static final Comparator<QueueKey> ORDER = Comparator.comparingInt(QueueKey::tier)
      .thenComparingLong(QueueKey::turn)
      .thenComparingLong(QueueKey::id);

  /** The place of a task. */
  static QueueKey of(ReelstateTaskRecord task) {
    return new QueueKey(task.getTier(), task.getTurn(), task.getId());
  }

  @Override
  public int compareTo(QueueKey other) {
    return ORDER.compare(this, other);
  }
}
