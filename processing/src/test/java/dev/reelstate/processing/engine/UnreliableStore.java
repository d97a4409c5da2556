package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.Progress;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store with a queue of the test's own.
 *
 * @param failures thrown one after the other when the store is asked for its videos
 */
record UnreliableStore(VideoStore store, TaskQueue tasks, Queue<FailureCode> failures)
    implements VideoStore {

  @Override
  public VideoCatalog videos() {
    FailureCode failure = failures.poll();
    if (failure != null) {
      throw new ReelstateException(Failure.retryable(failure, "The video could not be read."));
    }
    return store.videos();
  }

  @Override
  public EventLog events() {
    return store.events();
  }

  @Override
  public GroundTruthCatalog groundTruth() {
    return store.groundTruth();
  }

  @Override
  public EvaluationCatalog evaluations() {
    return store.evaluations();
  }

  @Override
  public NodeRegistry nodes() {
    return store.nodes();
  }

  @Override
  public void verify() {
    store.verify();
  }

  @Override
  public void close() {
    store.close();
  }

  /**
   * A queue whose connection breaks once after a claim was committed, and once after an exchange,
   * each time before the answer arrives.
   */
  static final class LosesFirstAnswers implements TaskQueue {

    private final TaskQueue queue;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean lostAnother = new AtomicBoolean();

    LosesFirstAnswers(TaskQueue queue) {
      this.queue = queue;
    }

    @Override
    public List<Claim> claim(Lease lease, int limit, Set<String> steps) {
      List<Claim> claims = queue.claim(lease, limit, steps);
      if (!claims.isEmpty() && !lost.getAndSet(true)) {
        throw broken();
      }
      return claims;
    }

    @Override
    public void limit(String step, OptionalInt most) {
      queue.limit(step, most);
    }

    @Override
    public EventLog.Registration onReady(Runnable listener) {
      return queue.onReady(listener);
    }

    @Override
    public Duration pollInterval() {
      return queue.pollInterval();
    }

    @Override
    public List<Receipt> report(List<TaskReport> reports) {
      return queue.report(reports);
    }

    /**
     * Loses the answer of the first exchange that claims something, once a claim has lost its own.
     */
    @Override
    public Exchange exchange(List<TaskReport> reports, Lease lease, int limit, Set<String> steps) {
      Exchange exchange = queue.exchange(reports, lease, limit, steps);
      if (!exchange.claims().isEmpty() && lost.get() && !lostAnother.getAndSet(true)) {
        throw broken();
      }
      return exchange;
    }

    boolean hasLostAnExchange() {
      return lostAnother.get();
    }

    private static ReelstateException broken() {
      return new ReelstateException(
          Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, "The connection broke."));
    }

    @Override
    public Map<Claim, Receipt> progress(Map<Claim, Progress> progress) {
      return queue.progress(progress);
    }

    @Override
    public List<Task> list(VideoId id) {
      return queue.list(id);
    }
  }
}
