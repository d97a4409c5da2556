package dev.reelstate.examples.soak;

import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.VideoId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The script of a video. It follows from the video's identity alone, so that the checker knows what
 * should have happened independently of the processes. Immutable.
 *
 * @param id the video
 * @param cuts the number of parts of the step {@code cut}
 * @param doomed whether its step {@code score} is intended to fail permanently, and the video with
 *     it
 */
public record Film(VideoId id, int cuts, boolean doomed) {

  static final String OPEN = "open";
  static final String CUT = "cut";
  static final String JOIN = "join";
  static final String CAPTION = "caption";
  public static final String SCORE = "score";

  /** Reelstate's own last step. */
  public static final String PUBLISH = "publish";

  /** The soak's own steps, in the order in which they run. */
  public static final List<String> STEPS = List.of(OPEN, CUT, JOIN, CAPTION, SCORE);

  /**
   * The script of one task.
   *
   * @param millis how long it works
   * @param spins whether it spins and ignores interrupts, rather than sleeps
   * @param failures how often it fails before it succeeds
   * @param makesArtifact whether it produces an artifact
   */
  public record Work(int millis, boolean spins, int failures, boolean makesArtifact) {}

  public static Film of(VideoId id) {
    SplittableRandom random = new SplittableRandom(id.value().getLeastSignificantBits());
    return new Film(id, random.nextInt(1, 5), random.nextInt(100) < 4);
  }

  /** The tasks that a step plans when it succeeds; those of {@code ""} exist from the beginning. */
  List<TaskSpec> plannedBy(String step) {
    return switch (step) {
      case "" -> List.of(task(OPEN, 0));
      case OPEN -> {
        List<TaskSpec> tasks = new ArrayList<>();
        IntStream.range(0, cuts).forEach(part -> tasks.add(task(CUT, part)));
        tasks.add(task(JOIN, 0, CUT));
        yield tasks;
      }
      case JOIN ->
        List.of(task(CAPTION, 0), task(SCORE, 0, CAPTION), task(PUBLISH, 0, CAPTION, SCORE));
      default -> List.of();
    };
  }

  /** Every task of the first generation. */
  public Set<TaskId> tasks() {
    Set<TaskId> all = new HashSet<>();
    for (String step : List.of("", OPEN, JOIN)) {
      plannedBy(step).forEach(task -> all.add(new TaskId(id, 1, task.step(), task.part())));
    }
    return all;
  }

  public Work work(TaskId task) {
    SplittableRandom random = new SplittableRandom(
        id.value().getLeastSignificantBits() * 31 + task.step().hashCode() * 7L + task.part());
    boolean ours = STEPS.contains(task.step());
    int luck = random.nextInt(100);
    return new Work(
        random.nextInt(31),
        random.nextBoolean(),
        !ours || luck < 85 ? 0 : luck < 95 ? 1 : 2,
        ours && random.nextInt(100) < 40);
  }

  private static TaskSpec task(String step, int part, String... after) {
    return new TaskSpec(step, part, Set.of(after), 1, "");
  }
}
