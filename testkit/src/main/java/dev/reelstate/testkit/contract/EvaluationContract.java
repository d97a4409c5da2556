package dev.reelstate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.StoredText;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.run.EvaluationId;
import dev.reelstate.evaluation.run.EvaluationRun;
import dev.reelstate.evaluation.run.KeptRun;
import dev.reelstate.evaluation.run.RunQuery;
import dev.reelstate.evaluation.run.RunSummary;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.video.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link EvaluationCatalog}. */
public interface EvaluationContract extends StoreContract {

  /** Covers figures with and without a value, ranges, classes and what a parameter may contain. */
  @Test
  default void an_evaluation_is_read_as_it_was_saved() {
    EvaluationRun run = Runs.full();

    KeptRun kept = store().evaluations().save(run, Runs.EVERY_VERDICT);

    assertThat(kept.run()).isEqualTo(run);
    assertThat(kept.entries()).isEqualTo(Runs.EVERY_VERDICT.size());
    assertThat(kept.savedAt()).isNotNull();
    KeptRun found = store().evaluations().find(run.id()).orElseThrow();
    assertThat(found).isEqualTo(kept);
    assertThat(found.run().overall().figures().values().keySet())
        .containsExactlyElementsOf(run.overall().figures().values().keySet());
    assertThat(found.run().overall().figures().get("APsmall")).isEmpty();
    assertThat(found.run().differencesFrom(run)).isEmpty();
    assertThat(store().evaluations().list(RunQuery.all()).items())
        .containsExactly(RunSummary.of(kept));
    assertThat(store().evaluations().ledger(run.id(), null, 100))
        .isEqualTo(new Page<>(Runs.EVERY_VERDICT, null));
  }

  /** An evaluation may have found nothing at all. */
  @Test
  default void an_evaluation_may_be_empty() {
    EvaluationRun run = Runs.empty();

    KeptRun kept = store().evaluations().save(run, List.of());

    assertThat(store().evaluations().find(run.id())).contains(kept);
    assertThat(store().evaluations().list(RunQuery.all()).items())
        .containsExactly(RunSummary.of(kept));
    assertThat(store().evaluations().ledger(run.id(), null, 1).items()).isEmpty();
  }

  /** A call whose answer was lost is made again, also while the first one still runs. */
  @Test
  default void an_evaluation_is_saved_once() {
    EvaluationRun run = Runs.full();

    List<KeptRun> kept =
        Race.run(4, thread -> () -> store().evaluations().save(run, Runs.EVERY_VERDICT));

    assertThat(kept).containsOnly(kept.get(0));
    assertThat(store().evaluations().save(run, List.of())).isEqualTo(kept.get(0));
    assertThat(ledger(run.id(), 3)).isEqualTo(Runs.EVERY_VERDICT);
  }

  /** Covers more entries than one batch holds, and pages that end with the ledger. */
  @Test
  default void a_long_ledger_is_read_in_pages() {
    EvaluationRun run = Runs.empty();
    List<LedgerEntry> entries = Runs.ledger(2_500);
    store().evaluations().save(Runs.full(), Runs.EVERY_VERDICT);

    assertThat(store().evaluations().save(run, entries).entries()).isEqualTo(2_500);

    assertThat(ledger(run.id(), 500)).isEqualTo(entries);
    assertThat(ledger(run.id(), 999)).isEqualTo(entries);
    assertThat(store().evaluations().ledger(run.id(), null, 2_500))
        .isEqualTo(new Page<>(entries, null));
  }

  /** The latest comes first, and no run is missing or repeated while others are saved. */
  @Test
  default void evaluations_are_listed_in_pages() {
    List<EvaluationId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, save(Runs.of("detection", "yolo")).id());
    }
    RunQuery query = RunQuery.all().withLimit(2);

    Page<RunSummary> first = store().evaluations().list(query);
    store().evaluations().save(Runs.of("detection", "yolo"), List.of());
    Page<RunSummary> second = store().evaluations().list(query.withAfter(first.next()));
    Page<RunSummary> third = store().evaluations().list(query.withAfter(second.next()));

    assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
    assertThat(ids(second)).isEqualTo(ids.subList(2, 4));
    assertThat(ids(third)).isEqualTo(ids.subList(4, 5));
    assertThat(third.next()).isNull();
  }

  /** All conditions hold at once, and letters are told apart by case. */
  @Test
  default void evaluations_are_listed_by_kind_model_and_truth() {
    EvaluationRun yolo = save(Runs.of("detection", "yolo"));
    EvaluationRun other = save(Runs.of("detection", "YOLO"));
    EvaluationRun tracker = save(Runs.of("tracking", "yolo"));
    EvaluationRun full = save(Runs.full());
    RunQuery all = RunQuery.all();

    assertThat(listed(all)).containsExactly(full.id(), tracker.id(), other.id(), yolo.id());
    assertThat(listed(all.withModel("yolo"))).containsExactly(tracker.id(), yolo.id());
    assertThat(listed(all.withKind("detection"))).containsExactly(full.id(), other.id(), yolo.id());
    assertThat(listed(all.withKind("detection").withModel("yolo"))).containsExactly(yolo.id());
    assertThat(listed(all.withDatasetHash(full.datasetHash()))).containsExactly(full.id());
    assertThat(listed(all.withDatasetHash(full.datasetHash()).withModel("yolo")))
        .isEmpty();
  }

  /** With everything that belongs to it, and nothing else. */
  @Test
  default void a_deleted_evaluation_is_gone() {
    EvaluationRun stays = save(Runs.full());
    EvaluationRun goes = save(Runs.full());

    assertThat(store().evaluations().delete(goes.id())).isTrue();

    assertThat(store().evaluations().delete(goes.id())).isFalse();
    assertThat(store().evaluations().find(goes.id())).isEmpty();
    assertThat(store().evaluations().ledger(goes.id(), null, 10).items()).isEmpty();
    assertThat(listed(RunQuery.all())).containsExactly(stays.id());
    assertThat(ledger(stays.id(), 100)).isEqualTo(Runs.EVERY_VERDICT);
  }

  /** Words of maximum length, made of four-byte characters that no index can compress. */
  @Test
  default void the_longest_names_of_models_are_kept_and_found() {
    String longest = StoredTextContract.longest(1);
    EvaluationRun run = save(Runs.of(longest, longest));

    assertThat(listed(RunQuery.all().withKind(longest).withModel(longest)))
        .containsExactly(run.id());
  }

  /** Before it reaches the database. */
  @Test
  default void what_no_store_can_keep_is_refused() {
    EvaluationRun run = Runs.empty();
    EvaluationCatalog evaluations = store().evaluations();

    for (String text : Set.of("a\0b", "a\uD83E")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Runs.of(text, "yolo"));
      assertThatIllegalArgumentException().isThrownBy(() -> Runs.of("detection", text));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evaluations.save(run, List.of(Runs.entry(text, null))));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evaluations.save(run, List.of(Runs.entry("cat", text))));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Runs.of("a".repeat(StoredText.MAX_WORD + 1), "yolo"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluations.list(RunQuery.all().withAfter("x")));
    assertThatIllegalArgumentException().isThrownBy(() -> evaluations.ledger(run.id(), "x", 1));
    for (int limit : new int[] {0, EvaluationCatalog.MOST_ENTRIES + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evaluations.ledger(run.id(), null, limit));
    }
    assertThat(listed(RunQuery.all())).isEmpty();
  }

  private EvaluationRun save(EvaluationRun run) {
    store().evaluations().save(run, Runs.EVERY_VERDICT);
    passTime(Duration.ofSeconds(1));
    return run;
  }

  private List<EvaluationId> listed(RunQuery query) {
    return ids(store().evaluations().list(query));
  }

  private static List<EvaluationId> ids(Page<RunSummary> page) {
    return page.items().stream().map(RunSummary::id).toList();
  }

  private List<LedgerEntry> ledger(EvaluationId id, int limit) {
    List<LedgerEntry> all = new ArrayList<>();
    String after = null;
    do {
      Page<LedgerEntry> page = store().evaluations().ledger(id, after, limit);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }
}
