package dev.reelstate.jdbc;

import dev.reelstate.spi.EventLog.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those in this process who are told that tasks have become ready, here or in another process. Thread-safe. */
final class ReadyHints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadyHints.class);

  private final QueueHead head;
  private final @Nullable PostgresPeers peers;
  private final List<Listening> all = new CopyOnWriteArrayList<>();

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
    Listening listening = new Listening(listener);
    all.add(listening);
    if (peers != null) {
      peers.listen(this::wake);
    }
    return () -> all.remove(listening);
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

  /** Tells everybody here; what they throw is logged and goes no further. */
  private void wake() {
    for (Listening listening : all) {
      try {
        listening.listener.run();
      } catch (RuntimeException e) {
        LOG.warn("A listener for ready work threw an exception.", e);
      }
    }
  }

  /** One registration; not a record, since a listener that is registered twice has two. */
  private static final class Listening {

    private final Runnable listener;

    Listening(Runnable listener) {
      this.listener = listener;
    }
  }
}
