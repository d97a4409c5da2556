package dev.reelstate.testkit;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.GateVerdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions on the result of an evaluation, so that a model is tested like code; see
 * {@link ReelstateAssertions}. Not thread-safe.
 */
public final class ScoreAssert extends AbstractAssert<ScoreAssert, Scored> {

  private boolean inconclusiveAllowed;

  ScoreAssert(@Nullable Scored actual) {
    super(actual, ScoreAssert.class);
  }

  /**
   * Lets gates that come later pass where the data does not suffice to decide. A rule that is not
   * met fails all the same.
   */
  public ScoreAssert allowingInconclusive() {
    inconclusiveAllowed = true;
    return this;
  }

  /**
   * Verifies that the run passes a gate; the message of a failed assertion lists the reasons. A
   * gate that is inconclusive fails unless {@link #allowingInconclusive} was called.
   *
   * @throws IllegalArgumentException if a rule names a figure that the evaluation does not have
   */
  public ScoreAssert meets(Gate gate) {
    isNotNull();
    return passes(gate.judge(actual));
  }

  /**
   * Verifies that the run passes a gate, compared with a baseline on the same sequences; the
   * message of a failed assertion lists the reasons.
   *
   * @throws IllegalArgumentException if a rule names a figure that the evaluation does not have
   */
  public ScoreAssert meets(Gate gate, Scored baseline) {
    isNotNull();
    return passes(gate.judge(actual, baseline));
  }

  /**
   * Verifies a figure over everything, as in {@code hasFigure("AP50", 0.42, within(0.001))}.
   *
   * @throws IllegalArgumentException if there is no figure of that name
   */
  public ScoreAssert hasFigure(String name, double expected, Offset<Double> offset) {
    double distance = Math.abs(known(name, "to be " + expected) - expected);
    boolean near = offset.strict ? distance < offset.value : distance <= offset.value;
    if (!near) {
      failWithMessage(
          "Expected %s to be %s within %s, but it is %s",
          name, expected, offset.value, actual.figures().values().get(name));
    }
    return this;
  }

  /**
   * Verifies that a figure over everything is that much or more.
   *
   * @throws IllegalArgumentException if there is no figure of that name
   */
  public ScoreAssert hasFigureAtLeast(String name, double least) {
    double value = known(name, "to be at least " + least);
    if (!(value >= least)) {
      failWithMessage("Expected %s to be at least %s, but it is %s", name, least, value);
    }
    return this;
  }

  /**
   * Verifies that a figure over everything is that much or less.
   *
   * @throws IllegalArgumentException if there is no figure of that name
   */
  public ScoreAssert hasFigureAtMost(String name, double most) {
    double value = known(name, "to be at most " + most);
    if (!(value <= most)) {
      failWithMessage("Expected %s to be at most %s, but it is %s", name, most, value);
    }
    return this;
  }

  /**
   * Verifies that a figure is known but has no value, such as a recall with nothing to find.
   *
   * @throws IllegalArgumentException if there is no figure of that name
   */
  public ScoreAssert hasNoValueFor(String name) {
    isNotNull();
    OptionalDouble value = actual.figures().get(name);
    if (value.isPresent()) {
      failWithMessage("Expected %s to have no value, but it is %s", name, value.getAsDouble());
    }
    return this;
  }

  private double known(String name, String expectation) {
    isNotNull();
    OptionalDouble value = actual.figures().get(name);
    if (value.isEmpty()) {
      failWithMessage("Expected %s %s, but it has no value", name, expectation);
    }
    return value.orElseThrow();
  }

  private ScoreAssert passes(GateResult result) {
    boolean decided = result.verdict() != GateVerdict.INCONCLUSIVE;
    boolean passed = decided ? result.verdict() == GateVerdict.PASS : inconclusiveAllowed;
    if (!passed) {
      String reasons = Stream.of(GateVerdict.FAIL, GateVerdict.INCONCLUSIVE)
          .flatMap(verdict -> lines(verdict, result.reasons(verdict)))
          .collect(Collectors.joining());
      failWithMessage("Expected the run to pass the gate, but it %s:%s", outcome(result), reasons);
    }
    return this;
  }

  private static Stream<String> lines(GateVerdict verdict, List<String> reasons) {
    return reasons.stream().map(reason -> "\n  " + verdict + ": " + reason);
  }

  private static String outcome(GateResult result) {
    return result.verdict() == GateVerdict.FAIL ? "fails" : "is inconclusive";
  }
}
