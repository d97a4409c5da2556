package dev.reelstate.processing.telemetry;

import dev.reelstate.ReelstateException;
import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

  /** How long closing waits for a measurement that is under way. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<NodeState> state;
  private final Telemetry telemetry;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
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
      long pause;
      do {
        long before = System.nanoTime();
        measure();
        pause = Math.max(interval.toNanos(), (System.nanoTime() - before) * SHARE);
      } while (!closed.await(pause, TimeUnit.NANOSECONDS));
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

  /**
   * Stops measuring, and lets a measurement that is under way end. It is interrupted only if it
   * takes long, because an interrupt makes H2 close the host's database.
   */
  @Override
  public void close() {
    closed.countDown();
    if (Thread.currentThread() == thread) {
      return; // the telemetry itself called
    }
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
