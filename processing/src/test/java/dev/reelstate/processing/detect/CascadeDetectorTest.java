package dev.reelstate.processing.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorModel;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorOpening.Refused;
import dev.reelstate.detection.DetectorProblem.UnsupportedModel;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.testkit.contract.DetectorContract;
import java.awt.Color;
import java.awt.Graphics2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadeDetectorTest implements DetectorContract {

  @Override
  public Detector detector() {
    return Detectors.get("cascade");
  }

  @Override
  public DetectionSpec spec() {
    return DetectionSpec.of("cascade").withSetting("neighbours", "1");
  }

  @Override
  public List<Picture> pictures() {
    return List.of(
        Drawing.of(0, 200, 150, graphics -> {}),
        Drawing.of(1, 200, 150, CascadeDetectorTest::face));
  }

  /** What a cascade looks for: dark eyes below a bright brow, a bright nose, a dark mouth. */
  private static void face(Graphics2D graphics) {
    graphics.setColor(new Color(60, 60, 70));
    graphics.fillRect(0, 0, 200, 150);
    graphics.setColor(new Color(210, 190, 175));
    graphics.fillOval(60, 20, 80, 105);
    graphics.setColor(new Color(90, 70, 60));
    graphics.fillOval(72, 56, 22, 12);
    graphics.fillOval(106, 56, 22, 12);
    graphics.fillRect(70, 48, 26, 4);
    graphics.fillRect(104, 48, 26, 4);
    graphics.fillRect(86, 100, 28, 7);
    graphics.setColor(new Color(170, 145, 130));
    graphics.fillOval(93, 78, 14, 9);
  }

  @Test
  void a_face_is_found_where_it_is() {
    try (DetectorSession session = ((Opened) detector().open(spec())).session()) {
      Detection face = ((Found) session.detect(pictures().get(1))).detections().get(0);
      Box box = face.box();

      assertThat(face.label()).isEqualTo("face");
      assertThat(box.x() + box.width() / 2).isCloseTo(100, within(10.0));
      assertThat(box.y() + box.height() / 2).isCloseTo(75, within(15.0));
    }
  }

  @Test
  void a_cascade_that_does_not_come_along_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector().open(spec().withSetting("cascade", "unicorn")))
        .withMessageContaining("frontalface_default");
  }

  @Test
  void a_file_that_is_no_cascade_is_an_unsupported_model(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("cascade.xml"), "<nothing/>");

    assertThat(detector().open(spec().withModel(DetectorModel.of(file))))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(UnsupportedModel.class));
  }
}
