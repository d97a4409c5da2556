package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.processing.engine.Reporter.Ended;
import dev.reelstate.processing.engine.Reporter.Outcome;
import dev.reelstate.processing.engine.RunningTask.StopReason;
import dev.reelstate.processing.machine.Machine;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims tasks and runs them.
 *
 * <p>Implementation notes. One thread claims tasks, one per slot runs them, and two take turns
 * reporting outcomes and claiming the tasks that follow. The <em>renewal</em> only renews the
 * lease, so nothing else can delay it. The <em>heartbeat</em> makes the remaining calls to the
 * store (saving progress, recovering the tasks of dead nodes) and may hang with it. The
 * <em>watch</em> never calls the store: by the monotonic clock it detects stalls, exceeded time
 * limits and a lease that could not be renewed, even while the database does not answer. The
 * <em>fitness watch</em> looks at the storage and the machine, and may hang with the storage. A
 * task is stopped by interrupting its thread. The reason for the stop decides what the task then
 * reports, and in any case the store's fence has the last word. A step that ignores the interrupt
 * is given up after a grace: the watch ends its task, and {@link TaskThreads} replaces its thread.
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration WATCH = Duration.ofMillis(250);
  private static final Duration PROGRESS = Duration.ofSeconds(1);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  /** How long closing waits for the store to answer the timers. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final VideoStore store;
  private final MediaStorage storage;
  private final Map<String, Step> steps;
  private final EngineSettings settings;
  private final Telemetry telemetry;
  private final BiConsumer<VideoId, Progress> onProgress;
  private final Fitness fitness;
  private final TaskRunner runner;
  private final Reporter reporter;
  private final Prefetch prefetch;
  private final Slots slots;
  private final Registration ready;
  private final NodeLease lease;
  private final Map<Claim, RunningTask> running = new ConcurrentHashMap<>();
  private final JustSettled justSettled = new JustSettled();
  private final ProgressBoard board = new ProgressBoard();
  private volatile Map<VideoId, Progress> latest = Map.of();

  /**
   * A read lock, held from before the store may claim for this node until the claims are known
   * here.
   */
  private final Lock receiving;

  private final Lock nobodyReceives;
  private final Signal work = new Signal();
  private final Signal taskEnded = new Signal();
  private final TaskThreads taskThreads;
  private final ExecutorService cleanup =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "reelstate-cleanup"));
  private final ScheduledExecutorService renewal = timer("reelstate-lease");
  private final ScheduledExecutorService heartbeat = timer("reelstate-heartbeat");
  private final ScheduledExecutorService watch = timer("reelstate-watch");
  private final ScheduledExecutorService fitnessWatch = timer("reelstate-fitness");
  private final Thread claims;

  /**
   * Set when the store may have committed a claim whose answer was lost, or when a task ended
   * without a report.
   */
  private final AtomicBoolean mayHoldMore = new AtomicBoolean();

  /**
   * False when the last claim emptied the queue; the store signals tasks that become ready later.
   */
  private volatile boolean thereMayBeMore = true;

  private volatile boolean closing;

  /**
   * Joins the store as a node and starts working.
   *
   * @param steps the steps that this node can run, by name
   * @param onProgress called several times a second with the progress of each video; must not block
   * @param housekeeping run every ten minutes
   * @param telemetry is told of the attempts at tasks and of lost leases
   */
  public Engine(
      VideoStore store,
      MediaStorage storage,
      Map<String, Step> steps,
      EngineSettings settings,
      BiConsumer<VideoId, Progress> onProgress,
      Runnable housekeeping,
      Telemetry telemetry) {
    this.store = store;
    this.telemetry = telemetry;
    this.storage = storage;
    this.steps = Map.copyOf(steps);
    this.settings = settings;
    this.onProgress = onProgress;
    this.fitness = new Fitness(storage, Machine.here(), steps.values());
    this.runner = new TaskRunner(storage, fitness, new TaskSpans(telemetry, store));
    ReadWriteLock claiming = new ReentrantReadWriteLock(true);
    this.receiving = claiming.readLock();
    this.nobodyReceives = claiming.writeLock();
    this.prefetch = new Prefetch(settings.slots());
    steps.forEach((name, step) -> store.tasks().limit(name, step.limit()));
    this.lease =
        new NodeLease(store.nodes(), settings.node(), settings.lease(), this.steps.keySet());
    this.slots = new Slots(settings.slots(), this::claimable, prefetch);
    this.reporter = new Reporter(this::report, slots::roomAfter, this::reported);
    this.ready = store.tasks().onReady(work::raise);
    this.taskThreads = new TaskThreads(settings.slots());
    this.claims = new Thread(this::claimAll, "reelstate-claims");
    fitness.look();
    every(fitnessWatch, PROGRESS, fitness::look);
    every(watch, WATCH, this::watchTasks);
    every(heartbeat, PROGRESS, this::saveProgress);
    every(renewal, settings.lease().dividedBy(3), this::renew);
    every(heartbeat, settings.lease().dividedBy(2), this::recover);
    every(heartbeat, strandedLook(settings.unknownStepAfter()), this::failStranded);
    every(heartbeat, HOUSEKEEPING, housekeeping);
    claims.start();
  }

  /** Handles the events of a commit: the running tasks of a video that has settled stop at once. */
  public void onCommit(List<VideoEvent> events) {
    Set<VideoId> settled = justSettled.note(events); // before the look at what runs
    if (!settled.isEmpty()) {
      running.values().stream()
          .filter(task -> settled.contains(task.videoId()))
          .forEach(task -> task.stop(StopReason.LEASE_LOST));
    }
  }

  private void claimAll() {
    try {
      guarded("recover lost tasks", this::recover);
      while (!closing) {
        guarded("claim tasks", this::claim);
        work.await(jittered(settings.poll().orElseGet(store.tasks()::pollInterval)));
      }
    } catch (InterruptedException e) {
      LOG.debug("Claiming was stopped");
    }
  }

  private void claim() {
    Optional<Lease> current = lease.current();
    if (current.isEmpty() || fault().isPresent()) {
      return;
    }
    try {
      if (mayHoldMore.getAndSet(false)) {
        giveBackUnknown(current.get());
      }
      thereMayBeMore = claim(current.get(), slots.room());
      if (thereMayBeMore) {
        claim(current.get(), slots.roomAhead());
      }
    } catch (RuntimeException e) {
      mayHoldMore.set(true);
      throw e;
    }
  }

  /** Claims tasks; true if the queue may hold more. */
  private boolean claim(Lease current, Slots.Room room) {
    Set<String> able = fitness.workers().able(room.steps());
    if (able.isEmpty()) {
      slots.giveUp(room.most());
      return room.most() == 0;
    }
    return fill(room, () -> store.tasks().claim(current, room.most(), able)) == room.most();
  }

  /** Reports outcomes to the store, and claims some of the tasks that follow from them. */
  private List<Receipt> report(List<TaskReport> reports, Slots.Room room) {
    Optional<Lease> current = closing || fault().isPresent() ? Optional.empty() : lease.current();
    Set<String> able = fitness.workers().able(room.steps());
    if (able.isEmpty() || current.isEmpty()) {
      slots.giveUp(room.most());
      return store.tasks().report(reports);
    }
    List<Receipt> receipts = new ArrayList<>();
    try {
      fill(room, () -> {
        Exchange exchange = store.tasks().exchange(reports, current.get(), room.most(), able);
        receipts.addAll(exchange.receipts());
        return exchange.claims();
      });
    } catch (RuntimeException e) {
      mayHoldMore.set(true);
      throw e;
    }
    return receipts;
  }

  /** Launches the tasks claimed for a room, and returns their number. */
  private int fill(Slots.Room room, Supplier<List<Claim>> claiming) {
    List<Claim> claims = List.of();
    receiving.lock();
    try {
      claims = claiming.get();
      claims.forEach(this::launch);
    } finally {
      receiving.unlock();
      slots.giveUp(room.most() - claims.size());
    }
    return claims.size();
  }

  private void giveBackUnknown(Lease current) {
    int unknown;
    nobodyReceives.lock();
    try {
      Set<Long> known = running.keySet().stream().map(Claim::key).collect(Collectors.toSet());
      unknown = store.nodes().giveBack(current, known);
    } finally {
      nobodyReceives.unlock();
    }
    if (unknown > 0) {
      LOG.info(
          "Handed back tasks that the store held for this node but that did not run here: {}",
          unknown);
    }
  }

  /** Spreads the polls of nodes that started at the same time. */
  private static Duration jittered(Duration interval) {
    return interval.multipliedBy(ThreadLocalRandom.current().nextLong(80, 101)).dividedBy(100);
  }

  private void launch(Claim claim) {
    Step step = Objects.requireNonNull(steps.get(claim.task().step()));
    RunningTask task = new RunningTask(claim, step, store, storage);
    running.put(claim, task);
    if (closing) {
      task.stop(StopReason.CLOSING);
    } else if (justSettled.contains(task.videoId())) {
      task.stop(StopReason.LEASE_LOST);
    }
    try {
      taskThreads.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed before {} started; it is handed back with the lease", claim.task(), e);
      running.remove(claim);
    }
  }

  private void run(RunningTask task) {
    Optional<TaskReport> report = Optional.empty();
    try {
      report = runner.run(task);
    } finally {
      if (task.settle()) {
        ran(task, report);
      } else {
        runner.discard(task);
        taskThreads.returned(task);
        work.raise();
      }
    }
  }

  private void ran(RunningTask task, Optional<TaskReport> report) {
    prefetch.ran(task.step().name(), task.sinceStart());
    slots.ran();
    if (report.isPresent()) {
      reporter.report(new Ended(task, report.get()));
    } else {
      slots.dropped();
      end(task, false);
    }
    claimIfWanted();
  }

  /**
   * Ends a task whose step goes on although it was told to stop. Whatever it still does is lost.
   */
  private void giveUp(RunningTask task) {
    if (task.settle()) {
      taskThreads.lose(task);
      taskThreads.execute(() -> ran(task, runner.givenUp(task)));
    }
  }

  /** The steps of which this node can run more tasks. */
  private Set<String> claimable() {
    Set<String> claimable = new HashSet<>(steps.keySet());
    claimable.removeAll(taskThreads.overrun());
    return claimable;
  }

  /**
   * Handles the store's answer to a report. Outputs that nothing refers to are removed; if that is
   * uncertain, they are left to a later sweep.
   */
  private void reported(Ended ended, Outcome outcome) {
    boolean succeeded = ended.report() instanceof TaskReport.Succeeded;
    boolean isNeeded = succeeded && outcome != Outcome.REFUSED;
    if (outcome == Outcome.REFUSED) {
      telemetry.outcomeRefused(ended.task().claim().task());
    }
    try {
      if (!isNeeded) {
        cleanup.execute(() -> runner.discard(ended.task()));
      }
    } finally {
      end(ended.task(), outcome != Outcome.ABANDONED);
    }
  }

  private void end(RunningTask task, boolean storeKnows) {
    running.remove(task.claim());
    if (storeKnows) {
      claimIfWanted();
    } else {
      mayHoldMore.set(true);
      work.raise();
    }
    taskEnded.raise();
  }

  private void claimIfWanted() {
    if (thereMayBeMore && slots.wantMore()) {
      work.raise();
    }
  }

  private void watchTasks() {
    boolean trusted = lease.current().isPresent();
    for (RunningTask task : running.values()) {
      if (!trusted) {
        task.stop(StopReason.LEASE_LOST);
      } else if (task.sinceStart().compareTo(task.step().timeLimit()) > 0) {
        task.stop(StopReason.TIME_LIMIT);
      } else if (task.sinceProgress().compareTo(task.step().stallLimit()) > 0) {
        task.stop(StopReason.STALLED);
      }
      if (task.ignoresStop(stopGrace())) {
        giveUp(task);
      }
    }
    latest = board.update(running.values());
    latest.forEach(onProgress);
  }

  private Duration stopGrace() {
    Duration grace = settings.stopGrace();
    return closing && grace.compareTo(CLOSE_GRACE) > 0 ? CLOSE_GRACE : grace;
  }

  private void saveProgress() {
    Map<VideoId, Progress> known = latest;
    Map<Claim, Progress> progress = new LinkedHashMap<>();
    for (RunningTask task : running.values()) {
      if (task.sinceStart().compareTo(PROGRESS) >= 0) {
        progress.put(task.claim(), known.getOrDefault(task.videoId(), Progress.UNKNOWN));
      }
    }
    if (!progress.isEmpty()) {
      store.tasks().progress(progress).forEach(this::stopIfLost);
    }
  }

  private void stopIfLost(Claim claim, Receipt receipt) {
    RunningTask task = running.get(claim);
    if (task != null && receipt == Receipt.LEASE_LOST) {
      task.stop(StopReason.LEASE_LOST);
    }
  }

  private void renew() {
    List<RunningTask> before = new ArrayList<>(running.values());
    if (!lease.renew()) {
      lease
          .fault()
          .ifPresentOrElse(
              fault -> LOG.error("{} ({})", fault.message(), fault.code()),
              () -> LOG.warn(
                  "The lease of node {} had expired; its tasks are abandoned and a new epoch has"
                      + " begun",
                  settings.node()));
      telemetry.leaseLost(settings.node());
      before.forEach(task -> task.stop(StopReason.LEASE_LOST));
    }
  }

  private void recover() {
    mayHoldMore.set(true); // hands back claims that were locked the last time
    int recovered = store.nodes().recover(settings.maxLosses());
    if (recovered > 0) {
      LOG.info("Recovered tasks of nodes that went away: {}", recovered);
      work.raise();
    }
  }

  private void failStranded() {
    int failed = store.nodes().failStranded(settings.unknownStepAfter());
    if (failed > 0) {
      LOG.warn("Failed videos whose next step no running application knows: {}", failed);
    }
  }

  /** How often to look for tasks of unknown steps: often enough for the limit, and then some. */
  private static Duration strandedLook(Duration limit) {
    Duration look = limit.dividedBy(4);
    Duration most = look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look;
    return most.compareTo(WATCH) < 0 ? WATCH : most;
  }

  private static void every(ScheduledExecutorService timer, Duration period, Runnable job) {
    Future<?> unused = timer.scheduleWithFixedDelay(
        () -> guarded("keep the node alive", job),
        period.toMillis(),
        period.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Keeps the thread alive while the database is unavailable. */
  private static void guarded(String what, Runnable job) {
    try {
      job.run();
    } catch (ReelstateException e) {
      LOG.warn("Could not {}: {} Will retry.", what, e.getMessage(), e);
    } catch (RuntimeException e) {
      LOG.error("Could not {} because of a defect. Will retry.", what, e);
    }
  }

  private static ScheduledExecutorService timer(String name) {
    return Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    });
  }

  /** What keeps this node from claiming tasks at the moment; empty if nothing does. */
  public Optional<Failure> fault() {
    return lease.fault().or(fitness::fault);
  }

  /** What keeps this node from running workers, as far as is known; empty if nothing does. */
  public Optional<Failure> workerFault() {
    return fitness.workers().fault();
  }

  /** The number of threads of each step that go on although they were told to stop. */
  public Map<String, Integer> strays() {
    return taskThreads.strays();
  }

  /** The steps that this node no longer claims because too many of their threads do not stop. */
  public Set<String> overrunSteps() {
    return taskThreads.overrun();
  }

  /** The number of running tasks. */
  public int busy() {
    return running.size();
  }

  /**
   * Stops claiming, gives running tasks time to finish, hands back the rest and leaves the store.
   */
  @Override
  public void close() {
    closing = true;
    work.raise();
    boolean interrupted = !drain(settings.drain());
    running.values().forEach(task -> task.stop(StopReason.CLOSING));
    interrupted |= !drain(settings.lease());
    ready.close();
    interrupted |= !endCallsOfStore();
    watch.shutdownNow();
    fitnessWatch.shutdownNow();
    taskThreads.close();
    reporter.close();
    interrupted |= !finishCleanup();
    guarded("leave the store", lease::leave);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the timers that call the store, if possible between two calls: an interrupt makes H2 close
   * its file for everyone. False if interrupted.
   */
  private boolean endCallsOfStore() {
    renewal.shutdown();
    heartbeat.shutdown();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (ScheduledExecutorService timer : List.of(renewal, heartbeat)) {
        if (!timer.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.warn("The store does not answer, so a call of it is interrupted");
        }
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    } finally {
      renewal.shutdownNow();
      heartbeat.shutdownNow();
    }
  }

  /** Waits until the outputs of refused reports are removed; false if interrupted. */
  private boolean finishCleanup() {
    cleanup.shutdown();
    try {
      if (!cleanup.awaitTermination(settings.lease().toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("Outputs that nothing refers to are left to a later sweep");
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Waits until no task runs, for a limited time; false if interrupted. */
  private boolean drain(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      claims.join(longest.toMillis() + 1);
      while (!running.isEmpty() && System.nanoTime() < end) {
        taskEnded.await(WATCH);
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
