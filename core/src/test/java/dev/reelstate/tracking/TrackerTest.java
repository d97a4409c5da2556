package dev.reelstate.tracking;

import static dev.reelstate.tracking.Walk.frame;
import static dev.reelstate.tracking.Walk.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackerTest {

  private final Tracker tracker = new Tracker(TrackerSettings.sort());

  @Test
  void names_a_track_from_its_second_box_on() {
    assertThat(tracker.track(frame(0), List.of(person(0, 0, 0.9)))).isEmpty();
    assertThat(tracker.track(frame(1), List.of(person(2, 0, 0.8))))
        .containsExactly(person(2, 0, 0.8).withTrack("1"));
  }

  @Test
  void names_at_once_if_one_box_is_enough() {
    Tracker hasty = new Tracker(TrackerSettings.sort().withHits(1));

    assertThat(hasty.track(frame(0), List.of(person(0, 0, 0.9), person(200, 0, 0.9))))
        .extracting(Annotation::track)
        .containsExactly("1", "2");
  }

  @Test
  void a_box_without_a_score_is_certain() {
    Annotation drawn =
        Annotation.of("person", new Box(0, 0, 9, 9), new Provenance(Origin.PERSON, "ann", true));

    tracker.track(frame(0), List.of(drawn));

    assertThat(tracker.track(frame(1), List.of(drawn))).containsExactly(drawn.withTrack("1"));
  }

  @Test
  void refuses_to_go_back_in_time() {
    tracker.track(frame(5), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracker.track(frame(4), List.of()))
        .withMessageContaining("PT0.16S is too early");
  }

  @Test
  void refuses_empty_boxes() {
    Annotation empty =
        Annotation.of("person", new Box(0, 0, 0, 9), new Provenance(Origin.PERSON, "ann", true));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracker.track(frame(0), List.of(empty)))
        .withMessageContaining("needs a width and a height");
  }
}
