package dev.reelstate.spi;

import dev.reelstate.StoredText;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task produced.
 *
 * @param outputs files in the task's output folder that become artifacts
 * @param media facts of the original, or null if the step did not inspect it
 * @param plan further tasks for this video
 * @param publishes whether this completes the generation; true only for the last step of a plan
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

  /** Done; these files are kept for later steps of the generation until it is published. */
  public static StepResult kept(List<String> intermediates) {
    return new StepResult(List.of(), null, List.of(), false, intermediates);
  }

  /** Done, with nothing to keep. */
  public static StepResult done() {
    return made(List.of());
  }

  /** Done, with these files to keep. */
  public static StepResult made(List<Output> outputs) {
    return new StepResult(outputs, null, List.of(), false);
  }

  /** Inspected, with a plan for what follows. */
  public static StepResult inspected(MediaInfo media, List<TaskSpec> plan) {
    return new StepResult(List.of(), media, plan, false);
  }

  /** Done; the generation is complete. */
  public static StepResult published() {
    return new StepResult(List.of(), null, List.of(), true);
  }

  /**
   * A file to keep.
   *
   * @param path relative to the output folder, with forward slashes
   * @param kind the artifact's kind, a lower-case {@linkplain StoredText word}
   * @param name distinguishes artifacts of one kind, a word
   * @param contentType its media type
   * @param width in pixels, or null
   * @param height in pixels, or null
   * @param duration presentation duration, or null
   * @param bytes total size of all its files
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
     * @throws IllegalArgumentException if a word is too long, or a text contains characters that no
     *     store can keep
     */
    public Output {
      StoredText.text("the output's path", path);
      StoredText.word("the output's kind", kind);
      StoredText.word("the output's name", name);
      StoredText.text("the output's content type", contentType);
    }

    /** A plain file with neither picture size nor duration. */
    public static Output file(String path, String kind, String contentType, long bytes) {
      return new Output(path, kind, kind, contentType, null, null, null, bytes, false);
    }
  }
}
