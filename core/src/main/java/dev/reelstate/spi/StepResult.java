package dev.reelstate.spi;

import dev.reelstate.StoredText;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task made.
 *
 * @param outputs files in the task's output folder that become artifacts
 * @param media facts of the original, or null if the step did not inspect it
 * @param plan further tasks for this video
 * @param publishes whether this completes the generation; only the last step of a plan says so
 * @param intermediates paths of files in the task's output folder that are kept for later steps of
 *     this generation and removed when it is published, relative and with forward slashes
 */
public record StepResult(
    List<Output> outputs,
    @Nullable MediaInfo media,
    List<TaskSpec> plan,
    boolean publishes,
    List<String> intermediates) {

  /** Copies the lists. */
  public StepResult {
    outputs = List.copyOf(outputs);
    plan = List.copyOf(plan);
    intermediates = List.copyOf(intermediates);
  }

  /** A result without files for later steps. */
  public StepResult(
      List<Output> outputs, @Nullable MediaInfo media, List<TaskSpec> plan, boolean publishes) {
    this(outputs, media, plan, publishes, List.of());
  }

  /** Done, and these files are kept for later steps of the generation, until it is published. */
  public static StepResult kept(List<String> intermediates) {
    return new StepResult(List.of(), null, List.of(), false, intermediates);
  }

  /** Done, and nothing was made that is to be kept. */
  public static StepResult done() {
    return made(List.of());
  }

  /** Done, and these files are to be kept. */
  public static StepResult made(List<Output> outputs) {
    return new StepResult(outputs, null, List.of(), false);
  }

  /** Inspected, and planned what follows. */
  public static StepResult inspected(MediaInfo media, List<TaskSpec> plan) {
    return new StepResult(List.of(), media, plan, false);
  }

  /** The generation is whole. */
  public static StepResult published() {
    return new StepResult(List.of(), null, List.of(), true);
  }

  /**
   * A file to be kept.
   *
   * @param path relative to the output folder, with forward slashes
   * @param kind the artifact's kind, a lower-case {@linkplain StoredText word}
   * @param name tells artifacts of one kind apart, a word
   * @param contentType its media type
   * @param width in pixels, or null
   * @param height in pixels, or null
   * @param duration presented time, or null
   * @param bytes size of all its files together
   * @param copied whether the media stream was copied rather than encoded
   */
  public record Output(
      String path,
      String kind,
      String name,
      String contentType,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Duration duration,
      long bytes,
      boolean copied) {

    /**
     * Checks that every store can keep it.
     *
     * @throws IllegalArgumentException if a word is too long, or a text has what no store can keep
     */
    public Output {
      StoredText.text("the output's path", path);
      StoredText.word("the output's kind", kind);
      StoredText.word("the output's name", name);
      StoredText.text("the output's content type", contentType);
    }

    /** A plain file with neither size nor duration. */
    public static Output file(String path, String kind, String contentType, long bytes) {
      return new Output(path, kind, kind, contentType, null, null, null, bytes, false);
    }
  }
}
