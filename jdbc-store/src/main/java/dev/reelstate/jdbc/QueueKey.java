package dev.reelstate.jdbc;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import java.util.Comparator;

/**
 * The position of a task in the queue; lower keys come first. Immutable and thread-safe.
 *
 * @param tier the video's priority, negated
 * @param turn the turn of its video
 * @param id the task's own key
 */
record QueueKey(int tier, long turn, long id) implements Comparable<QueueKey> {

  /** Ahead of every task. */
  static final QueueKey FRONT = new QueueKey(Integer.MIN_VALUE, 0, 0);

  private static final Comparator<QueueKey> ORDER = Comparator.comparingInt(QueueKey::tier)
      .thenComparingLong(QueueKey::turn)
      .thenComparingLong(QueueKey::id);

  /** The position of a task. */
  static QueueKey of(ReelstateTaskRecord task) {
    return new QueueKey(task.getTier(), task.getTurn(), task.getId());
  }

  @Override
  public int compareTo(QueueKey other) {
    return ORDER.compare(this, other);
  }
}
