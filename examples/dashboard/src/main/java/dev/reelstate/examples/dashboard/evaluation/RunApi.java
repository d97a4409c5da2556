package dev.reelstate.examples.dashboard.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.evaluation.run.TruthRef;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs: starting, listing and reading them, what they got wrong, and how two of them differ. */
public final class RunApi implements AutoCloseable {

  private static final String PATH = "/api/runs";

  /** A page of runs. */
  @Wire
  record Listed(List<RunView.Summary> items, @Nullable String next) {}

  /** A page of videos that have something to score. */
  @Wire
  record Candidates(List<Candidate> items, @Nullable String next) {

    /** A video with its revisions, latest first. */
    @Wire
    record Candidate(String videoId, String title, String projectId, List<Revision> revisions) {}

    /** A revision. */
    @Wire
    record Revision(
        int revision,
        String state,
        int frames,
        int annotations,
        Instant savedAt,
        @Nullable String savedBy) {}
  }

  private final VideoPlatform platform;
  private final Function<Context, Page<Video>> videos;
  private final Runs runs;
  private final Scoring scoring;
  private final Starting starting;
  private final LedgerApi ledgers;
  private final DifferenceApi differences;

  /**
   * Creates the API.
   *
   * @param videos lists the videos that a request asks for, as far as they are the caller's
   */
  public RunApi(VideoPlatform platform, Function<Context, Page<Video>> videos) {
    this.platform = platform;
    this.videos = videos;
    this.runs = new Runs(platform.evaluations());
    this.scoring = new Scoring(platform);
    this.starting = new Starting(platform);
    this.ledgers = new LedgerApi(runs, scoring);
    this.differences = new DifferenceApi(runs, scoring);
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::list);
    routes.post(PATH, this::start);
    routes.get(PATH + "/candidates", this::candidates);
    routes.get(PATH + "/{id}", this::find);
    routes.delete(PATH + "/{id}", this::delete);
    ledgers.addTo(routes);
    differences.addTo(routes);
  }

  private void list(Context context) {
    Page<RunSummary> page = runs.list(context);
    context.json(new Listed(page.items().stream().map(RunView.Summary::of).toList(), page.next()));
  }

  private void start(Context context) throws JsonProcessingException {
    Plan plan = starting.plan(context, baseline -> runs.named(context, baseline));
    EvaluationId id = scoring.begin(plan);
    context.status(202).header("Location", PATH + "/" + id).json(RunView.begun(id, plan));
  }

  private void find(Context context) {
    EvaluationId id = Runs.id(context);
    Optional<Plan> plan = scoring.begun(id);
    Optional<Scoring.Failed> failed = scoring.failed(id);
    if (plan.isPresent()) {
      Guard.requireProject(context, plan.get().project());
      context.json(RunView.begun(id, plan.get()));
    } else if (failed.isPresent()) {
      Guard.requireProject(context, failed.get().plan().project());
      context.json(RunView.failed(id, failed.get()));
    } else {
      KeptRun kept = runs.named(context, id);
      List<RunView.VideoView> scored = videos(kept.run());
      context.json(RunView.of(kept, scored, unavailable(kept, scored)));
    }
  }

  private void delete(Context context) {
    KeptRun kept = runs.named(context, Runs.id(context));
    platform.evaluations().delete(kept.run().id());
    context.status(204);
  }

  private List<RunView.VideoView> videos(EvaluationRun run) {
    Map<String, String> predictions = Plan.predictions(run.parameters());
    return run.truth().stream()
        .map(one -> video(one, predictions.get(one.sequence())))
        .toList();
  }

  private RunView.VideoView video(TruthRef truth, @Nullable String predictions) {
    if (predictions == null) {
      return new RunView.VideoView(truth.sequence(), truth.sequence(), null, null);
    }
    VideoId id = VideoId.of(truth.sequence());
    List<GroundTruthRevision> revisions = platform.groundTruth().list(id);
    return new RunView.VideoView(
        truth.sequence(),
        platform.find(id).map(Material::title).orElse("A video that was deleted"),
        number(revisions, truth.contentHash()),
        number(revisions, predictions));
  }

  private static @Nullable Integer number(List<GroundTruthRevision> revisions, String hash) {
    return revisions.stream()
        .filter(one -> one.contentHash().equals(hash))
        .map(GroundTruthRevision::revision)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String unavailable(KeptRun kept, List<RunView.VideoView> videos) {
    if (Plan.of(kept.run()).isEmpty()) {
      return "This run was kept by another program and does not say which predictions it scored,"
          + " so only its figures can be shown.";
    }
    long gone = videos.stream()
        .filter(one -> one.truth() == null || one.predictions() == null)
        .count();
    return gone == 0
        ? null
        : "The truth or the predictions of " + (gone == 1 ? "a video" : gone + " videos")
            + " no longer exist, so only the figures can be shown.";
  }

  private void candidates(Context context) {
    Page<Video> page = videos.apply(context);
    context.json(new Candidates(
        page.items().stream()
            .filter(video -> video.groundTruthStatus() != GroundTruthStatus.NONE)
            .map(this::candidate)
            .toList(),
        page.next()));
  }

  private Candidates.Candidate candidate(Video video) {
    return new Candidates.Candidate(
        video.id().toString(),
        Material.title(video),
        video.project(),
        platform.groundTruth().list(video.id()).stream()
            .map(one -> new Candidates.Revision(
                one.revision(),
                one.state().wireName(),
                one.frames(),
                one.annotations(),
                one.savedAt(),
                one.savedBy()))
            .toList());
  }

  @Override
  public void close() {
    scoring.close();
  }
}
