package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.PostgresPeers;
import dev.reelstate.spi.EventLog.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Those in this process who are told that tasks have become ready, here or in another process.
 * Thread-safe.
 */
final class ReadyHints implements AutoCloseable {

  private final QueueHead head;
  private final @Nullable PostgresPeers peers;
  private final Hints<QueueHead> hints = new Hints<>("ready work");

  /**
   * Hints of this process and, if there are peers, of others.
   *
   * @param peers other processes, or null where the database cannot pass anything on
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

  /** Whether other processes are heard at this time. */
  boolean comeFromOthers() {
    return peers != null && peers.isListening();
  }

  /** Takes a transaction that has been committed. */
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
