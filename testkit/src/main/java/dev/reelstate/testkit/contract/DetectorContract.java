package dev.reelstate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorIdentity;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link Detector}. A test class implements this interface, for a detector that can
 * work where the test runs.
 */
public interface DetectorContract {

  /** The detector under test. */
  Detector detector();

  /** A specification that it accepts. */
  DetectionSpec spec();

  /** The first pictures of a scene, on at least one of which the detector finds something. */
  List<Picture> pictures();

  /** A detector that is available opens. */
  @Test
  default void it_can_work_here_and_opens() {
    assertThat(detector().name()).isEqualTo(spec().detector());
    assertThat(detector().probe()).isEmpty();
    try (DetectorSession session = opened()) {
      assertThat(session.identity()).isEqualTo(session.identity());
    }
  }

  /** Each picture has an outcome that is no problem, and one of them has detections. */
  @Test
  default void it_finds_something_and_meets_no_problem() {
    List<DetectionOutcome> outcomes = outcomes(pictures());

    assertThat(outcomes).noneMatch(DetectorProblem.class::isInstance);
    assertThat(outcomes).anyMatch(Found.class::isInstance);
  }

  /** Detections are in their order, so that equal results are equal lists. */
  @Test
  default void detections_are_in_order() {
    assertThat(outcomes(pictures())).allSatisfy(outcome -> {
      if (outcome instanceof Found found) {
        assertThat(found.detections()).isSortedAccordingTo(Detection.ORDER);
      }
    });
  }

  /** Another session finds the same. */
  @Test
  default void the_same_pictures_have_the_same_outcomes() {
    assertThat(outcomes(pictures())).isEqualTo(outcomes(pictures()));
  }

  /** What is identified as the same is the same: the identity depends on the specification. */
  @Test
  default void the_identity_follows_from_the_specification() {
    DetectorIdentity identity = identity(spec());

    assertThat(identity(spec())).isEqualTo(identity);
    assertThat(identity.detector()).isEqualTo(detector().name());
    assertThat(identity.settingsSha256()).isEqualTo(spec().settingsHash());
    assertThat(identity(spec().withMinScore(0.987))).isNotEqualTo(identity);
  }

  /**
   * The memory of a picture belongs to the caller: it is not changed, and nobody looks at it after
   * the call.
   */
  @Test
  default void a_picture_is_only_borrowed() {
    List<DetectionOutcome> expected = outcomes(pictures());
    List<DetectionOutcome> actual = new ArrayList<>();
    try (DetectorSession session = opened()) {
      for (Picture picture : pictures()) {
        ByteBuffer lent = direct(picture.pixels());
        actual.add(session.detect(with(picture, picture.stride(), lent)));
        assertThat(lent).isEqualTo(picture.pixels());
        overwrite(lent);
      }
    }

    assertThat(actual).isEqualTo(expected);
  }

  /** Only the pixels count, not the memory they are in. */
  @Test
  default void memory_on_the_heap_and_longer_rows_make_no_difference() {
    List<DetectionOutcome> expected = outcomes(pictures());

    assertThat(outcomes(pictures().stream().map(DetectorContract::onHeap).toList()))
        .isEqualTo(expected);
    assertThat(outcomes(pictures().stream().map(DetectorContract::padded).toList()))
        .isEqualTo(expected);
  }

  /** Sessions do not disturb each other. */
  @Test
  default void sessions_on_several_threads_find_what_one_finds() {
    List<DetectionOutcome> expected = outcomes(pictures());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<CompletableFuture<List<DetectionOutcome>>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(CompletableFuture.supplyAsync(() -> outcomes(pictures()), threads));
      }
      assertThat(runs).allSatisfy(run -> assertThat(run.join()).isEqualTo(expected));
    } finally {
      threads.shutdown();
    }
  }

  /** A session may be opened, used and closed by different threads. */
  @Test
  default void a_session_may_move_from_thread_to_thread() {
    List<DetectionOutcome> expected = outcomes(pictures());
    List<DetectionOutcome> actual = new ArrayList<>();
    DetectorSession session = opened();
    for (Picture picture : pictures()) {
      actual.add(elsewhere(() -> session.detect(picture)));
    }
    elsewhere(() -> {
      session.close();
      return session;
    });

    assertThat(actual).isEqualTo(expected);
  }

  /** Closing again does nothing, and a closed session is of no more use. */
  @Test
  default void a_closed_session_says_so() {
    DetectorSession session = opened();
    session.close();
    session.close();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> session.detect(pictures().get(0)));
  }

  /** A specification that is a mistake is refused. */
  @Test
  default void what_it_does_not_know_is_refused() {
    DetectionSpec spec = spec();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector().open(spec.withSetting("no such setting", "1")))
        .withMessageContaining("no such setting");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector().open(DetectionSpec.of("not-" + spec.detector())));
  }

  private DetectorSession opened() {
    return opened(spec());
  }

  private DetectorSession opened(DetectionSpec spec) {
    DetectorOpening opening = detector().open(spec);
    assertThat(opening).isInstanceOf(Opened.class);
    return ((Opened) opening).session();
  }

  private DetectorIdentity identity(DetectionSpec spec) {
    try (DetectorSession session = opened(spec)) {
      return session.identity();
    }
  }

  private List<DetectionOutcome> outcomes(List<Picture> pictures) {
    try (DetectorSession session = opened()) {
      return pictures.stream().map(session::detect).toList();
    }
  }

  private static <T> T elsewhere(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task, "contract").start())
        .join();
  }

  private static Picture onHeap(Picture picture) {
    ByteBuffer pixels = picture.pixels();
    return with(
        picture,
        picture.stride(),
        ByteBuffer.allocate(pixels.remaining()).put(pixels).flip());
  }

  private static Picture padded(Picture picture) {
    int stride = picture.width() * Picture.PIXEL + 7;
    ByteBuffer rows = ByteBuffer.allocateDirect(stride * picture.height());
    for (int y = 0; y < picture.height(); y++) {
      ByteBuffer row =
          picture.pixels().slice(y * picture.stride(), picture.width() * Picture.PIXEL);
      rows.position(y * stride).put(row);
    }
    return with(picture, stride, rows.rewind());
  }

  private static Picture with(Picture picture, int stride, ByteBuffer pixels) {
    FrameRef frame = picture.frame();
    return new Picture(frame, picture.width(), picture.height(), stride, pixels);
  }

  private static ByteBuffer direct(ByteBuffer pixels) {
    return ByteBuffer.allocateDirect(pixels.remaining()).put(pixels).flip();
  }

  private static void overwrite(ByteBuffer pixels) {
    for (int i = 0; i < pixels.limit(); i++) {
      pixels.put(i, (byte) (i * 31));
    }
  }
}
