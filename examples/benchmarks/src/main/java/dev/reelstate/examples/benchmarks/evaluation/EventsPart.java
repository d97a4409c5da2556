package dev.reelstate.examples.benchmarks.evaluation;

import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Event;
import dev.reelstate.evaluation.EventScore;
import dev.reelstate.evaluation.EventSequence;
import dev.reelstate.evaluation.EventSettings;
import dev.reelstate.examples.benchmarks.evaluation.Cost.Measured;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** As many events as detections at random times, in no order, with a tolerance of one second. */
final class EventsPart implements Part {

  private static final EventSettings SETTINGS = EventSettings.ofMillis(1_000);

  private final int events;

  /** Measures so many events against as many detections. */
  EventsPart(int events) {
    this.events = events;
  }

  @Override
  public void run(PrintStream out) {
    run(out, "spread over their own number of seconds", Duration.ofSeconds(events));
    run(out, "all within the tolerance of each other", Duration.ofSeconds(1));
  }

  private void run(PrintStream out, String how, Duration span) {
    Random random = new Random(6);
    List<EventSequence> sequences =
        List.of(EventSequence.of("events", events(span, random), events(span, random)));
    out.printf(Locale.ROOT, "events: %,d against %,d, %s%n", events, events, how);
    Measured<EventScore> first = Cost.of(() -> Evaluation.events(sequences, SETTINGS));
    out.println(first.cost().line("the first time"));
    Measured<EventScore> again = Cost.of(() -> Evaluation.events(sequences, SETTINGS));
    out.println(again.cost().line("once more"));
  }

  private List<Event> events(Duration span, Random random) {
    return random
        .longs(events, 0, span.toNanos())
        .mapToObj(nanos -> Event.of("goal", Duration.ofNanos(nanos)))
        .toList();
  }
}
