package dev.reelstate.jdbc;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.EventLog.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those in this process who are told of commits. Thread-safe. */
final class CommitHints {

  private static final Logger LOG = LoggerFactory.getLogger(CommitHints.class);

  private final List<Listening> all = new CopyOnWriteArrayList<>();

  Registration register(Consumer<List<VideoEvent>> listener) {
    Listening listening = new Listening(listener);
    all.add(listening);
    return () -> all.remove(listening);
  }

  /** Tells everybody; what they throw is logged and goes no further. */
  void give(List<VideoEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    for (Listening listening : all) {
      try {
        listening.listener.accept(events);
      } catch (RuntimeException e) {
        LOG.warn("A commit listener threw an exception.", e);
      }
    }
  }

  /** One registration; not a record, since a listener that is registered twice has two. */
  private static final class Listening {

    private final Consumer<List<VideoEvent>> listener;

    Listening(Consumer<List<VideoEvent>> listener) {
      this.listener = listener;
    }
  }
}
