package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.Thrown;
import dev.reelstate.spi.Step;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a host's step says about itself, read once and checked. Immutable and thread-safe. */
record HostStepValues(
    String name,
    Set<String> after,
    RetryPolicy retryPolicy,
    Duration timeLimit,
    Duration stallLimit,
    Duration waitLimit,
    OptionalInt limit,
    double weight) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final int MOST_AT_ONCE = 10_000;
  private static final double MOST_WEIGHT = 1e6;

  /**
   * Reads the values of a step.
   *
   * @throws ReelstateException INVALID_REQUEST if one is missing, out of its range or throws
   */
  static HostStepValues of(@Nullable Step step) {
    if (step == null) {
      throw invalid("A step is null; register an object that implements Step.");
    }
    String named = "The step of the class " + step.getClass().getName();
    String name = read(
        named,
        "name",
        step::name,
        value -> NAME.matcher(value).matches(),
        "up to 64 lower-case letters, digits and dashes, starting with a letter");
    String what = "The step \"" + name + "\"";
    return new HostStepValues(
        name,
        Set.copyOf(read(
            what,
            "after",
            () -> copy(step.after()),
            value -> value.stream().allMatch(HostStepValues::isName) && !value.contains(name),
            "a set of names of other steps")),
        read(what, "retryPolicy", step::retryPolicy, value -> true, "a retry policy"),
        duration(what, "timeLimit", step::timeLimit),
        duration(what, "stallLimit", step::stallLimit),
        duration(what, "waitLimit", step::waitLimit),
        read(
            what,
            "limit",
            step::limit,
            value -> value.isEmpty() || (value.getAsInt() >= 1 && value.getAsInt() <= MOST_AT_ONCE),
            "empty, or from 1 to " + MOST_AT_ONCE),
        read(
            what,
            "weight",
            step::weight,
            value -> value > 0 && value <= MOST_WEIGHT,
            "more than 0 and at most a million"));
  }

  private static @Nullable Set<String> copy(@Nullable Set<String> names) {
    return names == null ? null : new HashSet<>(names);
  }

  private static boolean isName(@Nullable String name) {
    return name != null && NAME.matcher(name).matches();
  }

  private static Duration duration(
      String what, String method, Supplier<? extends @Nullable Duration> value) {
    return read(
        what, method, value, time -> !time.isNegative() && !time.isZero(), "more than zero");
  }

  private static <T> T read(
      String what,
      String method,
      Supplier<? extends @Nullable T> reading,
      Predicate<T> isValid,
      String wanted) {
    @Nullable T value;
    boolean valid;
    try {
      value = reading.get();
      valid = value != null && isValid.test(value);
    } catch (RuntimeException | Error e) {
      throw new ReelstateException(
          failure(what + " cannot be registered: its " + method + "() threw "
                  + e.getClass().getName() + ".")
              .withDetail(Thrown.describe(e)),
          Thrown.printable(e));
    }
    if (!valid) {
      throw invalid(what + " cannot be registered: its " + method + "() must be " + wanted
          + ", not " + value + ".");
    }
    return value;
  }

  private static Failure failure(String message) {
    return Failure.permanent(FailureCode.INVALID_REQUEST, message);
  }

  private static ReelstateException invalid(String message) {
    return new ReelstateException(failure(message));
  }
}
