package dev.reelstate.jdbc;

import dev.reelstate.spi.EventLog.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners of this process that are told of something. Thread-safe.
 *
 * @param <T> what they are told
 */
final class Hints<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

  private final String what;
  private final List<Listening<T>> all = new CopyOnWriteArrayList<>();

  /**
   * Hints without listeners.
   *
   * @param what the listeners are told of, for the log
   */
  Hints(String what) {
    this.what = what;
  }

  Registration register(Consumer<? super T> listener) {
    Listening<T> listening = new Listening<>(listener);
    all.add(listening);
    return () -> all.remove(listening);
  }

  /** Tells every listener; what one throws is logged and goes no further. */
  void tell(T value) {
    for (Listening<T> listening : all) {
      try {
        listening.listener.accept(value);
      } catch (RuntimeException e) {
        LOG.warn("A listener for {} threw an exception.", what, e);
      }
    }
  }

  /** One registration; not a record, since a listener that is registered twice has two. */
  private static final class Listening<T> {

    private final Consumer<? super T> listener;

    Listening(Consumer<? super T> listener) {
      this.listener = listener;
    }
  }
}
