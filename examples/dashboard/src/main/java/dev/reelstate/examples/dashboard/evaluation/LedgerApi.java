package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.examples.dashboard.view.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a run got right and wrong, and on which frame; and its slices. */
final class LedgerApi {

  private static final String PATH = "/api/runs/{id}";
  private static final int USUAL = 100;
  private static final int MOST = 500;

  /** A page of verdicts; the cursor is the place of the next one. */
  @Wire
  record Listed(List<EntryView> items, int total, @Nullable String next) {}

  /**
   * One verdict with its surroundings.
   *
   * @param place its place among those that the request selects, from 0, or null if it is none
   * @param previous the number of the one before, or null
   */
  @Wire
  record One(
      EntryView entry,
      SceneView scene,
      @Nullable Integer place,
      int total,
      @Nullable Integer previous,
      @Nullable Integer next) {}

  /** The slices of a run. */
  @Wire
  record Sliced(List<PartView> items) {

    static Sliced of(Map<String, RunPart> slices) {
      return new Sliced(slices.entrySet().stream()
          .map(one -> PartView.of(one.getKey(), one.getValue()))
          .toList());
    }
  }

  private final Runs runs;
  private final Scoring scoring;

  LedgerApi(Runs runs, Scoring scoring) {
    this.runs = runs;
    this.scoring = scoring;
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH + "/slices", context -> answer(context, run -> Sliced.of(run.slices())));
    routes.get(PATH + "/ledger", this::list);
    routes.get(PATH + "/ledger/{number}", this::one);
    routes.get(PATH + "/scene", this::scene);
  }

  private void answer(Context context, Function<ScoredRun, Object> work) {
    KeptRun kept = runs.named(context, Runs.id(context));
    context.future(() -> scoring.with(kept, work).thenAccept(context::json));
  }

  private void list(Context context) {
    LedgerFilter filter = LedgerFilter.of(context);
    int limit = (int) Bodies.number(context, "limit", USUAL, 1, MOST);
    int from = (int) Bodies.number(context, "after", 0, 0, Integer.MAX_VALUE);
    answer(context, run -> {
      int[] all = filter.select(run);
      int to = (int) Math.min(all.length, (long) from + limit);
      List<EntryView> items = IntStream.range(Math.min(from, to), to)
          .mapToObj(place -> EntryView.of(run, all[place]))
          .toList();
      return new Listed(items, all.length, to < all.length ? Integer.toString(to) : null);
    });
  }

  private void one(Context context) {
    LedgerFilter filter = LedgerFilter.of(context);
    int number = number(context.pathParam("number"));
    answer(context, run -> {
      if (number >= run.scored().ledger().size()) {
        throw RunException.notFound("The run has no such entry.");
      }
      int[] all = filter.select(run);
      int place = IntStream.range(0, all.length)
          .filter(at -> all[at] == number)
          .findFirst()
          .orElse(-1);
      return new One(
          EntryView.of(run, number),
          SceneView.around(run, run.scored().ledger().get(number)),
          place < 0 ? null : place,
          all.length,
          place > 0 ? all[place - 1] : null,
          place >= 0 && place + 1 < all.length ? all[place + 1] : null);
    });
  }

  private static int number(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw RunException.notFound("An entry is named by its number.");
    }
  }

  private void scene(Context context) {
    String video = String.valueOf(context.queryParam("video"));
    long nanos = Bodies.number(context, "nanos", -1, 0, Long.MAX_VALUE);
    answer(context, run -> {
      int sequence = run.scored().sequences().indexOf(video);
      if (sequence < 0) {
        throw RunException.notFound("The run has no such video.");
      }
      return SceneView.at(run, sequence, nanos);
    });
  }
}
