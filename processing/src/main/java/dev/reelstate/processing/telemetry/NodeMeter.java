package dev.reelstate.processing.telemetry;

import dev.reelstate.ReelstateException;
import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a node on a thread of its own: every few seconds, and less often where measuring takes
 * long, so that it never costs more than a fiftieth of the time.
 */
public final class NodeMeter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NodeMeter.class);
  private static final int SHARE = 50;

  private final Supplier<NodeState> state;
  private final Telemetry telemetry;
  private final Duration interval;
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param interval the shortest time between two measurements
   */
  public NodeMeter(Supplier<NodeState> state, Telemetry telemetry, Duration interval) {
    this.state = state;
    this.telemetry = telemetry;
    this.interval = interval;
    this.thread = new Thread(this::measureAll, "reelstate-meter");
    thread.setDaemon(true);
    thread.start();
  }

  private void measureAll() {
    try {
      while (true) {
        long before = System.nanoTime();
        measure();
        long pause = (System.nanoTime() - before) * SHARE;
        TimeUnit.NANOSECONDS.sleep(Math.max(interval.toNanos(), pause));
      }
    } catch (InterruptedException e) {
      LOG.debug("Measuring has ended");
    }
  }

  private void measure() {
    try {
      telemetry.measured(state.get());
    } catch (ReelstateException e) {
      LOG.warn("The queue could not be measured; it will be tried again", e);
    } catch (RuntimeException e) {
      LOG.error("The queue could not be measured because of a defect", e);
    }
  }

  /** Stops measuring. A measurement that is under way may still be passed on. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
