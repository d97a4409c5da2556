package dev.reelstate.processing.media.libav;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes registered resources in reverse order, so that native memory is freed in one place
 * whatever happens. Not thread-safe.
 */
public final class Scope implements AutoCloseable {

  private final Deque<Runnable> closers = new ArrayDeque<>();

  /**
   * Takes ownership of a resource.
   *
   * @param closer closes it at the end
   * @return the resource itself
   */
  public <T> T own(T thing, Consumer<? super T> closer) {
    onClose(() -> closer.accept(thing));
    return thing;
  }

  /** Registers an action that runs at the end. */
  public void onClose(Runnable closer) {
    closers.push(closer);
  }

  /** Closes everything, and then throws the first exception that a closer threw. */
  @Override
  public void close() {
    RuntimeException first = null;
    while (!closers.isEmpty()) {
      first = closed(closers.pop(), first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException closed(
      Runnable closer, @Nullable RuntimeException before) {
    try {
      closer.run();
      return before;
    } catch (RuntimeException e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }
}
