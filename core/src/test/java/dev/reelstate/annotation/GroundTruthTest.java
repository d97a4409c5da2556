package dev.reelstate.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.Provenance.Origin;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroundTruthTest {

  private static final Provenance MODEL = new Provenance(Origin.DETECTOR, "model 1", false);
  private static final FrameRef FIRST = FrameRef.of(0, Duration.ZERO);
  private static final FrameRef SECOND = FrameRef.of(1, Duration.ofMillis(40));
  private static final Annotation CAT = Annotation.of("cat", new Box(1, 2, 3, 4), MODEL);
  private static final Annotation DOG = Annotation.of("dog", new Box(5.5, 6, 7, 8), MODEL);

  @Test
  void the_order_of_the_input_does_not_matter() {
    GroundTruth given = truth(frame(SECOND, DOG), frame(FIRST, DOG, CAT.withTrack("a"), CAT));

    assertThat(given)
        .isEqualTo(truth(frame(FIRST, CAT, CAT.withTrack("a"), DOG), frame(SECOND, DOG)));
    assertThat(given.frames().get(0).annotations()).containsExactly(CAT, CAT.withTrack("a"), DOG);
    assertThat(given.annotationCount()).isEqualTo(4);
  }

  @Test
  void different_contents_have_different_hashes() {
    List<GroundTruth> different = List.of(
        truth(),
        truth(frame(FIRST)),
        truth(frame(FrameRef.at(Duration.ZERO))),
        truth(frame(FrameRef.estimated(0, Duration.ZERO))),
        truth(frame(SECOND)),
        truth(frame(FIRST), frame(SECOND)),
        truth(frame(FIRST, CAT)),
        truth(frame(FIRST, CAT, CAT)),
        truth(frame(FIRST, DOG)),
        truth(frame(FIRST, Annotation.of("cat", new Box(1, 2, 3, 4.5), MODEL))),
        truth(frame(FIRST, CAT.withScore(0))),
        truth(frame(FIRST, CAT.withScore(0.5))),
        truth(frame(FIRST, CAT.withTrack(""))),
        truth(frame(FIRST, CAT.withTraits(Set.of(Trait.DIFFICULT)))),
        truth(frame(FIRST, CAT.withTraits(Set.of(Trait.CROWD)))),
        truth(frame(FIRST, CAT.withTraits(Set.of(Trait.DIFFICULT, Trait.CROWD)))),
        truth(frame(FIRST, by(new Provenance(Origin.PERSON, "model 1", false)))),
        truth(frame(FIRST, by(new Provenance(Origin.DETECTOR, "model 2", false)))),
        truth(frame(FIRST, by(new Provenance(Origin.DETECTOR, "model 1", true)))),
        truth(frame(FIRST, by(MODEL.confirmed("Ada")))),
        truth(frame(FIRST, by(MODEL.confirmed("Bob")))),
        truth(frame(FIRST, CAT.withArea(1))),
        truth(frame(FIRST, CAT.withAttributes(Map.of("a", "b")))),
        truth(frame(FIRST, CAT.withAttributes(Map.of("b", "a")))),
        truth(frame(FIRST, CAT.withTraits(Set.of(Trait.OCCLUDED)))));

    assertThat(different.stream().map(GroundTruth::contentHash)).doesNotHaveDuplicates();
  }

  /** Databases hold the hash, so a change of the canonical form must not go unnoticed. */
  @Test
  void the_hash_is_the_same_in_every_release() {
    GroundTruth some = truth(
        frame(FIRST, CAT.withScore(0.25), DOG.withTrack("t").withTraits(Set.of(Trait.IGNORE))),
        frame(FrameRef.estimated(7, Duration.ofMillis(280))));

    assertThat(some.contentHash())
        .isEqualTo("b49b1a91e1e94ff4ce5bfd1b33bc0207f8e8912f120a5835797e1e93b8617e4c");
  }

  @Test
  void the_hash_of_what_is_known_in_detail_is_the_same_in_every_release() {
    GroundTruth some = truth(frame(
        FIRST,
        CAT.withArea(0.5).withAttributes(Map.of("b", "2", "a", "")),
        by(MODEL.confirmed("Ö"))));

    assertThat(some.contentHash())
        .isEqualTo("24ceb187031311f9d94b478364bd6788c119b0165f1c37b0b6f203d245c37416");
  }

  @Test
  void a_person_confirms_what_they_choose_and_the_rest_stays_proposed() {
    GroundTruth proposed = truth(frame(FIRST, CAT, DOG), frame(SECOND));

    GroundTruth confirmed = proposed.confirmed("Ada", one -> one.label().equals("cat"));

    Provenance byAda = new Provenance(Origin.DETECTOR, "model 1", true, "Ada");
    assertThat(confirmed).isEqualTo(truth(frame(FIRST, by(byAda), DOG), frame(SECOND)));
    assertThat(confirmed.confirmed("Bob", one -> one.label().equals("cat"))).isEqualTo(confirmed);
    assertThat(proposed.frames().get(0).annotations()).containsExactly(CAT, DOG);
  }

  @Test
  void nobody_confirms_without_a_name() {
    assertThatIllegalArgumentException().isThrownBy(() -> truth().confirmed(" ", one -> true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Provenance(Origin.DETECTOR, "model 1", false, "Ada"));
  }

  @Test
  void a_frame_occurs_only_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> truth(frame(FIRST), frame(FrameRef.of(0, Duration.ofMillis(1)))))
        .withMessageContaining("twice");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> truth(frame(FrameRef.at(Duration.ZERO)), frame(FrameRef.at(Duration.ZERO))));
    assertThat(truth(frame(FIRST), frame(FrameRef.of(1, Duration.ZERO))).frames())
        .hasSize(2);
  }

  private static Annotation by(Provenance provenance) {
    return Annotation.of("cat", new Box(1, 2, 3, 4), provenance);
  }

  private static AnnotatedFrame frame(FrameRef frame, Annotation... annotations) {
    return new AnnotatedFrame(frame, Arrays.asList(annotations));
  }

  private static GroundTruth truth(AnnotatedFrame... frames) {
    return new GroundTruth(Stream.of(frames).toList());
  }
}
