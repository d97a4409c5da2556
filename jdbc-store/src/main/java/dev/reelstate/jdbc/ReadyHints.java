package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.PostgresPeers;
import dev.reelstate.spi.EventLog.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Notifies listeners in this process that tasks have become ready, here or in another process.
 * Thread-safe.
 */
final class ReadyHints implements AutoCloseable {

  private final QueueHead head;
  private final @Nullable PostgresPeers peers;
  private final Hints<QueueHead> hints = new Hints<>("ready work");

  /**
   * Creates hints for this process and, if there are peers, from other processes.
   *
   * @param peers the other processes, or null if the database does not support notifications
   */
  ReadyHints(QueueHead head, @Nullable PostgresPeers peers) {
    this.head = head;
    this.peers = peers;
  }

  Registration register(Runnable listener) {
    Registration registration = hints.register(head -> listener.run());
    if (peers != null) {
      peers.listen(this::wake);
    }
    return registration;
  }

  /** Whether notifications from other processes are being received. */
  boolean comeFromOthers() {
    return peers != null && peers.isListening();
  }

  /** Handles a committed transaction. */
  void committed(Transaction transaction) {
    QueueKey first = transaction.firstReadied();
    if (first != null) {
      head.readied(first);
      wake();
      if (peers != null) {
        peers.tell();
      }
    }
  }

  @Override
  public void close() {
    if (peers != null) {
      peers.close();
    }
  }

  private void wake() {
    hints.tell(head);
  }
}
