package dev.reelstate.processing.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.DetectorSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A film of six people who walk to a table, one after the other, if it is next to the repository.
 */
@Tag("long")
class WalkersTest {

  private static final Path FILM = Path.of("../../shared/media/one-by-one-person-detection.mp4");

  /** One picture of that many seconds is looked at; 50 of these show one person. */
  private static final int EVERY = 2;

  /**
   * Counted by hand, a character for each second: 1 for one person, whole; 0 for nobody; - for a
   * person of whom a part is beyond the picture's edge, which is not counted.
   */
  private static final String PEOPLE = "000000--11111111" // a woman in grey comes and stands
      + "1111-00-11111111" // she leaves; a man in black comes
      + "1111111111111-00" // he leaves
      + "000-111111111111" // a woman in black comes
      + "111111-0000-1111" // she leaves; a man in a shirt comes
      + "1111111-00000-11" // he leaves; a woman in grey comes
      + "1111111111111111" // she stands
      + "11111111-000--11" // she leaves; a man in grey comes
      + "11111111-000"; // he leaves

  @Test
  void the_people_who_walk_through_are_found() throws Exception {
    assumeTrue(Files.exists(FILM), "no shared media next to the repository");
    List<Integer> seen = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    List<String> falseAlarms = new ArrayList<>();
    try (DetectorSession session =
        ((Opened) Detectors.get("hog").open(DetectionSpec.of("hog"))).session()) {
      new FilmPictures(FILM, 768, 432, EVERY).forEach(picture -> {
        int second = (int) picture.frame().pts().toSeconds();
        seen.add(second);
        List<Detection> found = detections(session.detect(picture));
        int people =
            (int) found.stream().filter(WalkersTest::isAsTallAsPeopleHere).count();
        if (PEOPLE.charAt(second) == '1' && people == 0) {
          missed.add(second + " s");
        }
        int expected = PEOPLE.charAt(second) == '0' ? 0 : 1;
        found.stream()
            .sorted(Comparator.comparing(detection -> !isAsTallAsPeopleHere(detection)))
            .skip(expected)
            .forEach(detection -> falseAlarms.add(second + " s " + detection));
      });
    }
    assertThat(seen).hasSize(PEOPLE.length() / EVERY);
    assertThat(missed).as("false: %s", falseAlarms).hasSizeLessThanOrEqualTo(3);
    assertThat(falseAlarms).as("missed: %s", missed).hasSizeLessThanOrEqualTo(6);
  }

  private static List<Detection> detections(DetectionOutcome outcome) {
    assertThat(outcome).isNotInstanceOf(DetectorProblem.class);
    return outcome instanceof Found found ? found.detections() : List.of();
  }

  /** They stand at a table at the camera's feet, and take up most of the picture's height. */
  private static boolean isAsTallAsPeopleHere(Detection detection) {
    double height = detection.box().height();
    return height > 240 && height < 460;
  }
}
