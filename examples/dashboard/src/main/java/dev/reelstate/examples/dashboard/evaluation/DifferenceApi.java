package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.examples.dashboard.evaluation.Differences.Change;
import dev.reelstate.examples.dashboard.view.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How two runs differ. */
final class DifferenceApi {

  private static final String PATH = "/api/runs/{id}";
  private static final String NOT_ALIKE = "They were not scored alike.";
  private static final int USUAL = 100;
  private static final int MOST = 500;

  /** A page of objects that one run found and the other missed. */
  @Wire
  record Listed(List<Changed> items, int total, @Nullable String next) {

    /**
     * An object.
     *
     * @param first what the first run says of it
     * @param second what the second run says of it
     */
    @Wire
    record Changed(String kind, EntryView first, EntryView second) {}
  }

  private final Runs runs;
  private final Scoring scoring;

  DifferenceApi(Runs runs, Scoring scoring) {
    this.runs = runs;
    this.scoring = scoring;
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH + "/differences", this::differences);
    routes.get(PATH + "/changes", this::changes);
  }

  private KeptRun other(Context context) {
    return runs.named(context, Runs.id(context.queryParam("with")));
  }

  private void differences(Context context) {
    KeptRun first = runs.named(context, Runs.id(context));
    KeptRun second = other(context);
    List<String> reasons = reasons(first, second);
    if (!reasons.isEmpty()) {
      context.json(Differences.kept(first.run(), second.run(), reasons, NOT_ALIKE));
      return;
    }
    context.future(() -> compare(first, second).thenAccept(context::json));
  }

  private static List<String> reasons(KeptRun first, KeptRun second) {
    return Plan.plain(first.run()).differencesFrom(Plan.plain(second.run()));
  }

  private CompletableFuture<Differences> compare(KeptRun first, KeptRun second) {
    EvaluationRun one = first.run();
    EvaluationRun other = second.run();
    return scoring
        .with(
            first,
            second,
            (before, after) -> Differences.isSameFrames(before, after)
                ? Differences.paired(one, other, before, after)
                : Differences.kept(one, other, List.of("They scored different frames."), NOT_ALIKE))
        .exceptionally(e -> Differences.kept(one, other, List.of(), reason(e)));
  }

  /** Why the runs cannot be scored again, which leaves the kept figures. */
  private static String reason(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    if (cause instanceof RunException known && !known.isBusy()) {
      return String.valueOf(known.getMessage());
    }
    throw e instanceof CompletionException same ? same : new CompletionException(e);
  }

  private void changes(Context context) {
    KeptRun first = runs.named(context, Runs.id(context));
    KeptRun second = other(context);
    String kind = context.queryParam("kind");
    String label = context.queryParam("class");
    int limit = (int) Bodies.number(context, "limit", USUAL, 1, MOST);
    int from = (int) Bodies.number(context, "after", 0, 0, Integer.MAX_VALUE);
    if (kind != null && !kind.equals("fixed") && !kind.equals("broken")) {
      throw RunException.invalid("The parameter kind is fixed or broken.");
    } else if (!reasons(first, second).isEmpty()) {
      throw notAlike();
    }
    context.future(() -> scoring
        .with(first, second, (before, after) -> {
          if (!Differences.isSameFrames(before, after)) {
            throw notAlike();
          }
          List<Change> all = Differences.changes(before, after).stream()
              .filter(one -> kind == null || one.fixed() == kind.equals("fixed"))
              .filter(one -> label == null || label.isBlank() || one.label().equals(label))
              .toList();
          int to = (int) Math.min(all.size(), (long) from + limit);
          return new Listed(
              all.subList(Math.min(from, to), to).stream()
                  .map(one -> changed(one, before, after))
                  .toList(),
              all.size(),
              to < all.size() ? Integer.toString(to) : null);
        })
        .thenAccept(context::json));
  }

  private static RunException notAlike() {
    return RunException.conflict(
        "not_alike", "The runs were not scored alike, so their verdicts cannot be compared.");
  }

  private static Listed.Changed changed(Change change, ScoredRun before, ScoredRun after) {
    return new Listed.Changed(
        change.fixed() ? "fixed" : "broken",
        EntryView.of(before, change.first()),
        EntryView.of(after, change.second()));
  }
}
