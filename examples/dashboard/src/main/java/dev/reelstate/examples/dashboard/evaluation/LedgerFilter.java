package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Ledgers;
import dev.reelstate.evaluation.ledger.Verdict;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which verdicts of a run to show, and in which order. Immutable and thread-safe.
 *
 * @param label only this class, or null for all
 * @param video only this video, or null for all
 * @param verdict only this verdict, or null for all
 */
record LedgerFilter(
    Kind kind,
    @Nullable String label,
    @Nullable String video,
    @Nullable Verdict verdict,
    Order order) {

  /** A kind of verdicts. */
  enum Kind {
    /** Everything that is wrong. */
    MISTAKES("mistakes"),
    /** Detections that are wrong. */
    FALSE_ALARMS("false_alarms"),
    /** Objects that were not found. */
    MISSES("misses"),
    /** Detections that are right. */
    HITS("hits");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    private boolean fits(LedgerEntry entry) {
      return switch (this) {
        case MISTAKES -> Ledgers.isFalseAlarm(entry) || Ledgers.isMiss(entry);
        case FALSE_ALARMS -> Ledgers.isFalseAlarm(entry);
        case MISSES -> Ledgers.isMiss(entry);
        case HITS -> entry.detection() && entry.verdict() == Verdict.HIT;
      };
    }
  }

  /** An order. */
  enum Order {
    /** By video and time. */
    TIME("time"),
    /** The surest detections first; objects, which have no score, last. */
    SCORE("score"),
    /** Where the truth is most likely at fault first. */
    DOUBT("doubt");

    private final String wireName;

    Order(String wireName) {
      this.wireName = wireName;
    }
  }

  /**
   * Reads the parameters of a request.
   *
   * @throws RunException if one is unknown
   */
  static LedgerFilter of(Context context) {
    return new LedgerFilter(
        kind(context.queryParam("kind")),
        text(context, "class"),
        text(context, "video"),
        verdict(text(context, "verdict")),
        order(context.queryParam("sort")));
  }

  private static @Nullable String text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name))
        .filter(text -> !text.isBlank())
        .orElse(null);
  }

  private static Kind kind(@Nullable String name) {
    for (Kind each : Kind.values()) {
      if (name == null || each.wireName.equals(name)) {
        return each;
      }
    }
    throw RunException.invalid(
        "The parameter kind is one of mistakes, false_alarms, misses and hits.");
  }

  private static Order order(@Nullable String name) {
    for (Order each : Order.values()) {
      if (name == null || each.wireName.equals(name)) {
        return each;
      }
    }
    throw RunException.invalid("The parameter sort is one of time, score and doubt.");
  }

  private static @Nullable Verdict verdict(@Nullable String name) {
    try {
      return name == null ? null : Verdict.parse(name);
    } catch (IllegalArgumentException e) {
      throw RunException.invalid("There is no such verdict.");
    }
  }

  /** The numbers of the entries that are shown, in their order. */
  int[] select(ScoredRun run) {
    List<LedgerEntry> ledger = run.scored().ledger();
    List<String> videos = run.scored().sequences();
    IntStream fitting =
        IntStream.range(0, ledger.size()).filter(number -> fits(ledger.get(number), videos));
    if (order == Order.TIME) {
      return fitting.toArray();
    }
    Map<Integer, Double> keys = new HashMap<>();
    int[] numbers = fitting.toArray();
    for (int number : numbers) {
      Double key = key(run, ledger.get(number));
      keys.put(number, key == null ? Double.NEGATIVE_INFINITY : key);
    }
    Comparator<Integer> highestFirst = Comparator.comparing(keys::get, Comparator.reverseOrder());
    return IntStream.of(numbers)
        .boxed()
        .sorted(highestFirst.thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private boolean fits(LedgerEntry entry, List<String> videos) {
    return kind.fits(entry)
        && (label == null || label.equals(entry.label()))
        && (verdict == null || verdict == entry.verdict())
        && (video == null || video.equals(videos.get(entry.sequence())));
  }

  private @Nullable Double key(ScoredRun run, LedgerEntry entry) {
    if (order == Order.DOUBT) {
      return run.doubt(entry);
    }
    Scene scene = run.scene(entry);
    return entry.detection() ? scene.detections().get(entry.index()).score() : null;
  }
}
