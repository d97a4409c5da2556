package dev.reelstate.testkit.format;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.Loss;
import dev.reelstate.processing.format.LossReport;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** AssertJ assertions on annotations; see {@link FormatAssertions}. Not thread-safe. */
public final class LabelledDataAssert extends AbstractAssert<LabelledDataAssert, LabelledData> {

  LabelledDataAssert(@Nullable LabelledData actual) {
    super(actual, LabelledDataAssert.class);
  }

  /**
   * Verifies that a format can hold all of it; the message of a failed assertion lists what would
   * be lost. Nothing is written.
   */
  public LabelledDataAssert hasNoLossAs(LabelFormat format) {
    isNotNull();
    LossReport losses = format.losses(actual);
    if (!losses.isEmpty()) {
      failWithMessage(
          "Expected nothing to be lost as %s, but this would be:%s", format.name(), lines(losses));
    }
    return this;
  }

  /**
   * Verifies that a format can hold all but some kinds of things.
   *
   * @param kinds what may be lost, as the report names it; see {@link Loss#kind}
   */
  public LabelledDataAssert losesOnlyAs(LabelFormat format, String... kinds) {
    isNotNull();
    LossReport other = new LossReport(format.losses(actual).losses().stream()
        .filter(loss -> !List.of(kinds).contains(loss.kind()))
        .toList());
    if (!other.isEmpty()) {
      failWithMessage(
          "Expected only %s to be lost as %s, but this would be, too:%s",
          String.join(", ", kinds), format.name(), lines(other));
    }
    return this;
  }

  private static String lines(LossReport losses) {
    return losses.losses().stream().map(loss -> "\n  " + loss).collect(Collectors.joining());
  }
}
