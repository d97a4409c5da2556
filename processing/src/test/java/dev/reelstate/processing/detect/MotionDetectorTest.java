package dev.reelstate.processing.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionOutcome.None;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.testkit.contract.DetectorContract;
import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionDetectorTest implements DetectorContract {

  @Override
  public Detector detector() {
    return Detectors.get("motion");
  }

  @Override
  public DetectionSpec spec() {
    return DetectionSpec.of("motion");
  }

  @Override
  public List<Picture> pictures() {
    return List.of(scene(0, 20), scene(1, 20), scene(2, 90));
  }

  /** A block on a wall. */
  private static Picture scene(int frame, int x) {
    return Drawing.of(frame, 160, 90, graphics -> {
      graphics.setColor(Color.BLACK);
      graphics.fillRect(x, 30, 30, 20);
    });
  }

  @Test
  void what_has_moved_is_found_where_it_is_now_and_where_it_was() {
    try (DetectorSession session = ((Opened) detector().open(spec())).session()) {
      List<DetectionOutcome> outcomes = pictures().stream().map(session::detect).toList();

      assertThat(session.remembers()).isTrue();
      assertThat(outcomes.subList(0, 2)).containsOnly(new None());
      assertThat(((Found) outcomes.get(2)).detections())
          .extracting(detection -> detection.box().x())
          .containsExactlyInAnyOrder(20.0, 90.0);
    }
  }

  @Test
  void what_is_smaller_than_asked_for_is_left_out() {
    DetectionSpec spec = spec().withSetting("area", "0.1");
    try (DetectorSession session = ((Opened) detector().open(spec)).session()) {
      assertThat(pictures().stream().map(session::detect)).containsOnly(new None());
    }
  }
}
