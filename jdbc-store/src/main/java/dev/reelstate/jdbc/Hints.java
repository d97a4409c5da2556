package dev.reelstate.jdbc;

import dev.reelstate.spi.EventLog.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners in this process. Thread-safe.
 *
 * @param <T> the value passed to listeners
 */
final class Hints<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

  private final String what;
  private final List<Listening<T>> all = new CopyOnWriteArrayList<>();

  /**
   * Creates hints without listeners.
   *
   * @param what the subject of the notifications, for the log
   */
  Hints(String what) {
    this.what = what;
  }

  Registration register(Consumer<? super T> listener) {
    Listening<T> listening = new Listening<>(listener);
    all.add(listening);
    return () -> all.remove(listening);
  }

  /** Notifies every listener. Exceptions from listeners are logged, not propagated. */
  void tell(T value) {
    for (Listening<T> listening : all) {
      try {
        listening.listener.accept(value);
      } catch (RuntimeException e) {
        LOG.warn("A listener for {} threw an exception.", what, e);
      }
    }
  }

  /** One registration. Not a record, because a listener registered twice has two distinct ones. */
  private static final class Listening<T> {

    private final Consumer<? super T> listener;

    Listening(Consumer<? super T> listener) {
      this.listener = listener;
    }
  }
}
