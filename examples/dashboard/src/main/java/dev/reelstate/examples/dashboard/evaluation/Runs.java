package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.video.Page;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kept runs as far as the caller of a request may see them: those about the caller's projects.
 * Runs that another program kept are for callers of every project, since they name none.
 */
final class Runs {

  private static final int USUAL = 50;
  private static final int MOST = 200;

  /** How many pages are read at most to fill one. */
  private static final int MOST_PAGES = 20;

  private final EvaluationCatalog catalog;

  Runs(EvaluationCatalog catalog) {
    this.catalog = catalog;
  }

  /** The identity of the run that a request names. */
  static EvaluationId id(Context context) {
    return id(context.pathParam("id"));
  }

  static EvaluationId id(@Nullable String text) {
    try {
      return EvaluationId.of(String.valueOf(text));
    } catch (IllegalArgumentException e) {
      throw RunException.notFound("There is no such run: the identity must be a UUID.");
    }
  }

  /**
   * A run that the caller may see.
   *
   * @throws RunException if there is none
   */
  KeptRun named(Context context, EvaluationId id) {
    KeptRun kept =
        catalog.find(id).orElseThrow(() -> RunException.notFound("There is no such run."));
    Optional<String> project = Plan.project(kept.run().parameters());
    if (project.isEmpty()) {
      Guard.requireEverything(context);
    } else {
      Guard.requireProject(context, project.get());
    }
    return kept;
  }

  /** A page of the caller's runs, latest first; it may be short without being the last one. */
  Page<RunSummary> list(Context context) {
    RunQuery query = query(context);
    Page<RunSummary> page = page(query);
    List<RunSummary> items = visible(context, page);
    for (int i = 1; i < MOST_PAGES && items.isEmpty() && page.next() != null; i++) {
      page = page(query.withAfter(page.next()));
      items = visible(context, page);
    }
    return new Page<>(items, page.next());
  }

  private static RunQuery query(Context context) {
    RunQuery query = RunQuery.all()
        .withLimit((int) Bodies.number(context, "limit", USUAL, 1, MOST))
        .withAfter(context.queryParam("after"));
    String model = context.queryParam("model");
    try {
      return model == null || model.isBlank() ? query : query.withModel(model);
    } catch (IllegalArgumentException e) {
      throw RunException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Page<RunSummary> page(RunQuery query) {
    try {
      return catalog.list(query);
    } catch (IllegalArgumentException e) {
      throw RunException.invalid("The parameter after must be a cursor from an earlier page.");
    }
  }

  private static List<RunSummary> visible(Context context, Page<RunSummary> page) {
    String project = context.queryParam("project");
    String video = context.queryParam("video");
    if (project != null && !project.isBlank()) {
      Guard.requireProject(context, project);
    }
    return page.items().stream()
        .filter(run -> maySee(context, run.parameters()))
        .filter(run -> project == null
            || project.isBlank()
            || Plan.project(run.parameters()).filter(project::equals).isPresent())
        .filter(run -> video == null
            || video.isBlank()
            || Plan.predictions(run.parameters()).containsKey(video))
        .toList();
  }

  private static boolean maySee(Context context, Map<String, String> parameters) {
    return Plan.project(parameters)
        .map(Guard.caller(context)::mayUse)
        .orElseGet(() -> Guard.caller(context).projects().isEmpty());
  }
}
