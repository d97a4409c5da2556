package dev.reelstate.examples.quickstart;

import dev.reelstate.task.Failure;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When each task ran.
 *
 * @param length from the start of the first attempt to the end of the last
 * @param rows one for each task that was started
 */
record Timeline(String length, List<Row> rows) {

  /** One task. */
  record Row(String step, String status, String wall, List<Bar> bars, List<String> failures) {}

  /** One attempt, as a bar: where it begins and how long it is, as percentages of the whole. */
  record Bar(String left, String width, String outcome, String tip) {}

  static Optional<Timeline> of(List<Task> tasks) {
    List<Attempt> all = tasks.stream().flatMap(task -> task.attempts().stream()).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Instant start = all.stream().map(Attempt::startedAt).min(Instant::compareTo).orElseThrow();
    Instant end = all.stream().map(Timeline::endOf).max(Instant::compareTo).orElseThrow();
    Duration length = Duration.between(start, end);
    List<Row> rows = tasks.stream().map(task -> row(task, start, length)).toList();
    return Optional.of(new Timeline(Text.seconds(length), rows));
  }

  private static Row row(Task task, Instant start, Duration length) {
    return new Row(
        task.id().step() + (task.id().part() == 0 ? "" : " " + task.id().part()),
        task.status().wireName(),
        Text.seconds(task.wallTime()),
        task.attempts().stream().map(attempt -> bar(attempt, start, length)).toList(),
        task.attempts().stream().map(Timeline::failure).filter(Objects::nonNull).toList());
  }

  private static Bar bar(Attempt attempt, Instant start, Duration length) {
    Duration wall = attempt.wallTime();
    String outcome =
        attempt.outcome() == null ? "running" : attempt.outcome().name().toLowerCase(Locale.ROOT);
    Duration cpu = attempt.cpu();
    return new Bar(
        percent(Duration.between(start, attempt.startedAt()), length),
        percent(wall, length),
        outcome,
        "attempt " + attempt.number() + ": " + outcome + ", " + Text.seconds(wall)
            + (cpu == null ? "" : ", " + Text.seconds(cpu) + " CPU"));
  }

  private static @Nullable String failure(Attempt attempt) {
    Failure failure = attempt.failure();
    return failure == null
        ? null
        : "Attempt " + attempt.number() + ": " + failure.message() + " (" + failure.code() + ")";
  }

  private static Instant endOf(Attempt attempt) {
    return attempt.startedAt().plus(attempt.wallTime());
  }

  private static String percent(Duration part, Duration whole) {
    double share = whole.isZero() ? 0 : 100 * Text.inSeconds(part) / Text.inSeconds(whole);
    return String.format(Locale.ROOT, "%.3f", share);
  }
}
