package dev.reelstate.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrackerSettingsTest {

  private static final TrackerSettings SETTINGS = TrackerSettings.byteTrack();

  private static List<ThrowingCallable> outOfRange() {
    return List.of(
        () -> SETTINGS.withScore(1.1),
        () -> SETTINGS.withScore(Double.NaN),
        () -> SETTINGS.withLowScore(0.6),
        () -> SETTINGS.withLowScore(-0.1),
        () -> SETTINGS.withStartScore(0.4),
        () -> SETTINGS.withOverlap(0),
        () -> SETTINGS.withLowOverlap(1.1),
        () -> SETTINGS.withHits(0),
        () -> SETTINGS.withPatience(Duration.ofMillis(-1)));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void refuses_what_is_out_of_range(ThrowingCallable change) {
    assertThatIllegalArgumentException().isThrownBy(change);
  }

  @Test
  void scores_move_together() {
    TrackerSettings moved = SETTINGS.withStartScore(0.6).withScore(0.25);

    assertThat(moved.startScore()).isEqualTo(0.35, within(1e-12));
    assertThat(moved.lowScore()).isEqualTo(0.05, within(1e-12));
    assertThat(TrackerSettings.sort().withScore(0).lowScore()).isZero();
    assertThat(SETTINGS.withStartScore(0.6).withScore(0.95).startScore()).isEqualTo(1);
  }

  @Test
  void lists_its_parameters() {
    assertThat(SETTINGS.parameters())
        .containsEntry("patience", "PT1S")
        .containsEntry("lowScore", "0.1")
        .hasSize(8);
  }
}
