package dev.reelstate.testkit.format;

import dev.reelstate.processing.format.LabelledData;
import org.jspecify.annotations.Nullable;

/** The entry point to the AssertJ assertions on annotations, for static import. Thread-safe. */
public final class FormatAssertions {

  private FormatAssertions() {}

  /** Starts assertions on annotations or detections. */
  public static LabelledDataAssert assertThat(@Nullable LabelledData actual) {
    return new LabelledDataAssert(actual);
  }
}
