package dev.reelstate.examples.dashboard.evaluation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.GateRun;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.EvaluationCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores runs on threads of its own, so that no request waits on one of the web server's, and keeps
 * the latest ones at hand within a limit. Thread-safe.
 */
final class Scoring implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Scoring.class);

  private static final int THREADS = 2;
  private static final int MOST_WAITING = 32;
  private static final Duration KEPT = Duration.ofMinutes(30);

  private final EvaluationCatalog catalog;
  private final Material material;
  private final ThreadPoolExecutor lane = new ThreadPoolExecutor(
      THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
        Thread thread = new Thread(task, "dashboard-scoring");
        thread.setDaemon(true);
        return thread;
      });
  private final Cache<EvaluationId, ScoredRun> known = Caffeine.newBuilder()
      .expireAfterAccess(KEPT)
      .maximumWeight(2L * Material.MOST_BOXES)
      .weigher((EvaluationId id, ScoredRun run) -> 1 + run.scored().ledger().size())
      .build();
  private final Map<EvaluationId, Plan> begun = new ConcurrentHashMap<>();
  private final Cache<EvaluationId, Failed> failed =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(100).build();

  /** A run that came to nothing. */
  record Failed(Plan plan, String reason) {}

  Scoring(VideoPlatform platform) {
    this.catalog = platform.evaluations();
    this.material = new Material(platform);
  }

  /** The plan of a run that is being scored. */
  Optional<Plan> begun(EvaluationId id) {
    return Optional.ofNullable(begun.get(id));
  }

  /** Why a run came to nothing, for a while. */
  Optional<Failed> failed(EvaluationId id) {
    return Optional.ofNullable(failed.getIfPresent(id));
  }

  /**
   * Scores a plan in the background, and keeps the run.
   *
   * @throws RunException if too many are waiting
   */
  EvaluationId begin(Plan plan) {
    EvaluationId id = EvaluationId.create();
    begun.put(id, plan);
    try {
      lane.execute(() -> keep(id, plan));
    } catch (RejectedExecutionException e) {
      begun.remove(id);
      throw RunException.busy();
    }
    return id;
  }

  private void keep(EvaluationId id, Plan plan) {
    try {
      ScoredRun scored = ScoredRun.of(plan.settings(), material.sequences(plan));
      catalog.save(run(id, plan, scored), scored.scored().ledger());
      known.put(id, scored);
    } catch (RunException e) {
      failed.put(id, new Failed(plan, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("The run {} could not be scored", id, e);
      failed.put(id, new Failed(plan, "The run could not be scored; the server's log says why."));
    } finally {
      begun.remove(id);
    }
  }

  private EvaluationRun run(EvaluationId id, Plan plan, ScoredRun scored) {
    Map<String, String> hashes = new HashMap<>();
    plan.pairs().forEach(pair -> hashes.put(pair.video().toString(), pair.truth()));
    EvaluationRun plain = EvaluationRun.of(plan.model(), scored.scored(), hashes);
    Map<String, String> parameters = new HashMap<>(plain.parameters());
    parameters.putAll(plan.parameters());
    Map<String, RunPart> byClass = new HashMap<>(plain.byClass());
    byClass.replaceAll((label, part) -> part.withRanges(scored.ranges(label)));
    GateWish wish = plan.gate();
    return new EvaluationRun(
        id,
        plain.kind(),
        plain.model(),
        plain.truth(),
        wish == null ? parameters : Plan.withVerdict(parameters, judge(wish, scored)),
        plain.overall().withRanges(scored.ranges()),
        byClass);
  }

  private GateView judge(GateWish wish, ScoredRun scored) {
    Gate gate = wish.gate();
    if (wish.intervals()) {
      gate = gate.withIntervals(Drawing.settings(scored.drawn()));
    }
    GateRun run = scored.forGate(wish.hasSlices());
    String baseline = wish.baseline();
    try {
      GateResult result = baseline == null
          ? gate.judge(run)
          : gate.judge(run, baseline(baseline).forGate(wish.hasSlices()));
      return GateView.of(result, wish);
    } catch (IllegalArgumentException e) {
      throw RunException.invalid("The gate cannot be judged: " + e.getMessage());
    }
  }

  private ScoredRun baseline(String id) {
    KeptRun kept = catalog
        .find(EvaluationId.of(id))
        .orElseThrow(() -> RunException.notFound("There is no run to compare with."));
    return scored(kept);
  }

  /** Does something with a run on one of these threads, scoring it again if need be. */
  <T> CompletableFuture<T> with(KeptRun kept, Function<ScoredRun, T> work) {
    return CompletableFuture.supplyAsync(() -> work.apply(scored(kept)), executor());
  }

  /** Does something with two runs. */
  <T> CompletableFuture<T> with(
      KeptRun one, KeptRun other, BiFunction<ScoredRun, ScoredRun, T> work) {
    return CompletableFuture.supplyAsync(() -> work.apply(scored(one), scored(other)), executor());
  }

  private ScoredRun scored(KeptRun kept) {
    return known.get(kept.run().id(), id -> score(kept));
  }

  /** Refuses with a sentence where too much is waiting. */
  private Executor executor() {
    return task -> {
      try {
        lane.execute(task);
      } catch (RejectedExecutionException e) {
        throw RunException.busy();
      }
    };
  }

  private ScoredRun score(KeptRun kept) {
    Plan plan = Plan.of(kept.run())
        .orElseThrow(() -> RunException.conflict(
            "unknown_predictions",
            "This run was kept by another program and does not say which predictions it scored,"
                + " so its mistakes cannot be shown."));
    ScoredRun scored = ScoredRun.of(plan.settings(), material.sequences(plan));
    RunPart again = RunPart.of(scored.scored().figures(), scored.scored().support());
    if (!again.figures().equals(kept.run().overall().figures())) {
      throw RunException.conflict(
          "scored_differently",
          "This release scores differently than the one that made this run; score it again to see"
              + " its mistakes.");
    }
    return scored;
  }

  @Override
  public void close() {
    lane.shutdownNow();
  }
}
