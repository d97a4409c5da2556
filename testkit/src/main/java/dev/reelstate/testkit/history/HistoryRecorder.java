package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.InterceptedVideoStore;
import dev.reelstate.testkit.Interceptor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records what one process asks of a store, is answered and sees. An entry is given to the sink
 * before the process goes on, so a kill loses at most the entry that was being written.
 * Thread-safe.
 */
public final class HistoryRecorder {

  private final String process;
  private final InstantSource clock;
  private final Consumer<HistoryEntry> sink;
  private long entries;
  private long calls;

  /**
   * Creates a recorder.
   *
   * @param process a name that no other process of the history has, not even an earlier start of
   *     the same node
   * @param clock the clock of the marks; the processes' clocks should agree
   * @param sink receives the entries, one at a time; a {@link HistoryFile}, or a list's {@code add}
   */
  public HistoryRecorder(String process, InstantSource clock, Consumer<HistoryEntry> sink) {
    this.process = process;
    this.clock = clock;
    this.sink = sink;
  }

  /** A store whose calls are recorded; closing it closes the real one. */
  public VideoStore around(VideoStore real) {
    return InterceptedVideoStore.of(real, this::record);
  }

  /**
   * A listener that records the events it receives, to be subscribed under the same name.
   *
   * @param reader the name of the durable reader
   */
  public VideoListener listener(String reader) {
    return new VideoListener() {
      @Override
      public void onEvent(VideoEvent event) {
        write(mark -> new HistoryEntry.Seen(mark, reader, event));
      }
    };
  }

  private @Nullable Object record(Interceptor.Call call) throws Throwable {
    Optional<Operation> operation = StoreCalls.operation(call);
    if (operation.isEmpty()) {
      return call.proceed();
    }
    long number = begin(operation.get());
    Object returned;
    try {
      returned = call.proceed();
    } catch (IllegalArgumentException | IllegalStateException e) {
      write(mark -> new HistoryEntry.Refused(mark, number, e.toString()));
      throw e;
    } catch (Throwable e) {
      write(mark -> new HistoryEntry.Unknown(mark, number, e.toString()));
      throw e;
    }
    write(mark ->
        new HistoryEntry.Answered(mark, number, StoreCalls.answer(operation.get(), returned)));
    return returned;
  }

  private synchronized long begin(Operation operation) {
    long number = ++calls;
    write(mark -> new HistoryEntry.Invoked(mark, number, operation));
    return number;
  }

  private synchronized void write(Function<Mark, HistoryEntry> entry) {
    sink.accept(entry.apply(new Mark(process, ++entries, clock.instant())));
  }
}
