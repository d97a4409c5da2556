package dev.reelstate.spi;

import dev.reelstate.task.Claim;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a step can use while it runs one task. Thread-safe. */
public interface StepContext {

  /**
   * The video, as it stood when the task was claimed, with what its steps are told about it
   * ({@link Video#parameters()}).
   */
  Video video();

  /** The claim under which the task runs. */
  Claim claim();

  /** The artifacts that this generation has produced so far. */
  List<Artifact> artifacts();

  /** The original as a read-only local file, valid until the step returns. */
  Path original() throws IOException;

  /** An artifact's file as a read-only local file, valid until the step returns. */
  Path file(Artifact artifact) throws IOException;

  /**
   * A file that a task of this generation has kept for later steps
   * ({@link StepResult#intermediates()}), as a read-only local file, valid until the step returns.
   *
   * @param step the step of that task
   * @param part its part of the step
   * @param path the file's path in that task's output folder
   * @throws java.nio.file.NoSuchFileException if no such task has kept such a file
   */
  Path intermediate(String step, int part, String path) throws IOException;

  /**
   * What this task noted when it last {@linkplain StepResult#again(Duration, String) asked to be
   * run again}, such as the ID of a job of an external service; empty if it has not asked, or noted
   * nothing.
   */
  default String note() {
    return claim().note();
  }

  /**
   * An empty folder for this task alone. Files in it that the {@link StepResult} names are kept;
   * everything else in it is removed.
   */
  Path outputFolder() throws IOException;

  /**
   * Reports the progress of this task. Progress never goes backwards: a smaller number than before
   * is ignored.
   *
   * @param fraction 0 to 1
   */
  void progress(double fraction);

  /**
   * Adds processor time that a child process used for this task.
   *
   * @param cpu the time used
   */
  void addCpu(Duration cpu);

  /**
   * Says how much of the film this task works on, from which metrics compute its speed. By default
   * that is not known.
   *
   * @param presented the length in presented time
   */
  default void covers(Duration presented) {}
}
