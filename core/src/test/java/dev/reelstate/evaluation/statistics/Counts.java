package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An evaluation that only counts how many of the objects of each sequence were found. */
final class Counts implements Scored {

  private final int[] found;
  private final int[] objects;

  Counts(int[] found, int[] objects) {
    this.found = found;
    this.objects = objects;
  }

  static Counts of(int... foundAndObjects) {
    int n = foundAndObjects.length / 2;
    return new Counts(
        IntStream.range(0, n).map(i -> foundAndObjects[2 * i]).toArray(),
        IntStream.range(0, n).map(i -> foundAndObjects[2 * i + 1]).toArray());
  }

  /** As many sequences of 10 objects as there are numbers. */
  static Counts ofTen(int... found) {
    int[] objects = new int[found.length];
    Arrays.fill(objects, 10);
    return new Counts(found, objects);
  }

  int[] found() {
    return found.clone();
  }

  int[] objects() {
    return objects.clone();
  }

  @Override
  public String kind() {
    return "detection";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  @Override
  public Figures figures() {
    int[] once = new int[found.length];
    Arrays.fill(once, 1);
    return resampled(once);
  }

  @Override
  public Map<String, Figures> byClass() {
    return Map.of("car", figures());
  }

  @Override
  public long support() {
    return IntStream.of(objects).sum();
  }

  @Override
  public List<LedgerEntry> ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (int sequence = 0; sequence < objects.length; sequence++) {
      for (int index = 0; index < objects[sequence]; index++) {
        boolean hit = index < found[sequence];
        entries.add(new LedgerEntry(
            sequence,
            0,
            false,
            index,
            "car",
            null,
            hit ? Verdict.HIT : Verdict.MISSED,
            hit ? index : null,
            hit ? 1.0 : null));
      }
    }
    return entries;
  }

  @Override
  public List<String> sequences() {
    return IntStream.range(0, found.length).mapToObj(i -> "film " + i).toList();
  }

  @Override
  public Figures resampled(int[] times) {
    double hits = 0;
    double all = 0;
    for (int i = 0; i < times.length; i++) {
      hits += (double) times[i] * found[i];
      all += (double) times[i] * objects[i];
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("recall", all == 0 ? Double.NaN : hits / all);
    figures.put("FN", all - hits);
    return new Figures(figures);
  }

  @Override
  public Figures resampled(String label, int[] times) {
    return resampled(times);
  }
}
