package dev.reelstate.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any frames, however senseless. */
class TrackingPropertiesTest {

  private static final Provenance FOUND = new Provenance(Origin.DETECTOR, "test", false);

  private static List<Long> seeds() {
    return new Random(37).longs(60).boxed().toList();
  }

  private static GroundTruth random(Random random) {
    List<AnnotatedFrame> frames = new ArrayList<>();
    Duration time = Duration.ZERO;
    for (int index = 0; index < 40; index++) {
      time = time.plusMillis((long) Math.pow(10, 4 * random.nextDouble()));
      List<Annotation> boxes = new ArrayList<>();
      for (int rest = random.nextInt(8); rest > 0; rest--) {
        boxes.add(box(random));
      }
      frames.add(new AnnotatedFrame(FrameRef.of(index, time), boxes));
    }
    return new GroundTruth(frames);
  }

  private static Annotation box(Random random) {
    Box box = new Box(
        random.nextInt(4) * 30.0,
        random.nextGaussian() * 20,
        1e-3 + random.nextDouble() * 80,
        1e-3 + random.nextDouble() * 80);
    Annotation found = Annotation.of(random.nextInt(3) == 0 ? "car" : "person", box, FOUND);
    return random.nextInt(5) == 0 ? found : found.withScore(random.nextInt(11) / 10.0);
  }

  private static TrackerSettings settings(Random random) {
    TrackerSettings settings =
        random.nextBoolean() ? TrackerSettings.sort() : TrackerSettings.byteTrack();
    return settings
        .withHits(1 + random.nextInt(3))
        .withAcrossClasses(random.nextBoolean())
        .withOverlap(0.05 + 0.9 * random.nextDouble());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void boxes_stay_as_they_are_and_a_track_has_one_on_a_frame(long seed) {
    Random random = new Random(seed);
    GroundTruth draft = random(random);
    TrackerSettings settings = settings(random);

    GroundTruth tracked = Tracking.of(draft, settings);

    assertThat(tracked.frames()).hasSameSizeAs(draft.frames());
    TreeSet<Integer> names = new TreeSet<>();
    for (int index = 0; index < tracked.frames().size(); index++) {
      AnnotatedFrame frame = tracked.frames().get(index);
      assertThat(frame.frame()).isEqualTo(draft.frames().get(index).frame());
      assertThat(frame.annotations()).extracting(Annotation::track).doesNotHaveDuplicates();
      assertThat(frame.annotations().stream()
              .map(TrackingPropertiesTest::untracked)
              .toList())
          .isSubsetOf(draft.frames().get(index).annotations());
      frame.annotations().forEach(one -> names.add(Integer.valueOf(one.track())));
    }
    assertThat(names)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, names.size()).boxed().toList());
  }

  private static Annotation untracked(Annotation one) {
    return new Annotation(
        one.label(),
        one.box(),
        one.area(),
        one.score(),
        null,
        one.traits(),
        one.attributes(),
        one.provenance());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void each_track_has_enough_boxes_none_too_poor_and_one_class(long seed) {
    Random random = new Random(seed);
    TrackerSettings settings = settings(random);

    GroundTruth tracked = Tracking.of(random(random), settings);

    List<Annotation> boxes =
        tracked.frames().stream().flatMap(frame -> frame.annotations().stream()).toList();
    for (String name : Walk.tracks(tracked)) {
      List<Annotation> own =
          boxes.stream().filter(one -> name.equals(one.track())).toList();
      assertThat(own).hasSizeGreaterThanOrEqualTo(settings.hits());
      assertThat(own).allMatch(one -> one.score() == null || one.score() >= settings.lowScore());
      assertThat(settings.acrossClasses()
              || own.stream().map(Annotation::label).distinct().count() == 1)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_same_frames_have_the_same_tracks(long seed) {
    GroundTruth draft = random(new Random(seed));
    TrackerSettings settings = settings(new Random(seed));
    GroundTruth tracked = Tracking.of(draft, settings);

    assertThat(Tracking.of(draft, settings)).isEqualTo(tracked);
    assertThat(Tracking.of(tracked, settings).annotationCount())
        .isLessThanOrEqualTo(tracked.annotationCount());
  }
}
