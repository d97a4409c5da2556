package dev.reelstate.spi;

import dev.reelstate.StoredText;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.video.MediaInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one task produced.
 *
 * @param outputs files in the task's output folder that become artifacts, no two of one kind and
 *     name
 * @param media facts of the original, or null if the step did not inspect it
 * @param plan further tasks for this video
 * @param publishes whether this completes the generation; true only for the last step of a plan
 * @param intermediates paths of files in the task's output folder that are kept for later steps of
 *     this generation and removed when it is published; in the form of {@link Output#path}
 * @param again the wish to be run again instead, or null if the task is done
 */
public record StepResult(
    List<Output> outputs,
    @Nullable MediaInfo media,
    List<TaskSpec> plan,
    boolean publishes,
    List<String> intermediates,
    @Nullable Again again) {

  /**
   * Copies the lists.
   *
   * @throws InvalidOutputException if two outputs have the same kind and name, an intermediate's
   *     path is not in the form of {@link Output#path}, or a task that wants to be run again has
   *     produced something
   */
  public StepResult {
    outputs = List.copyOf(outputs);
    plan = List.copyOf(plan);
    intermediates = List.copyOf(intermediates);
    intermediates.forEach(path -> OutputNames.path("An intermediate", path));
    Set<List<String>> names = new HashSet<>();
    for (Output output : outputs) {
      if (!names.add(List.of(output.kind(), output.name()))) {
        throw new InvalidOutputException("Two outputs of the kind \"" + output.kind()
            + "\" are named \"" + output.name() + "\"; give each its own name.");
      }
    }
    boolean producedNothing = outputs.isEmpty()
        && media == null
        && plan.isEmpty()
        && !publishes
        && intermediates.isEmpty();
    if (again != null && !producedNothing) {
      throw new InvalidOutputException(
          "A task that wants to be run again cannot produce anything yet.");
    }
  }

  /** A result of a task that is done. */
  public StepResult(
      List<Output> outputs,
      @Nullable MediaInfo media,
      List<TaskSpec> plan,
      boolean publishes,
      List<String> intermediates) {
    this(outputs, media, plan, publishes, intermediates, null);
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

  /** Not done yet; see {@link #again(Duration, String)}. Notes nothing. */
  public static StepResult again(Duration in) {
    return again(in, "");
  }

  /**
   * Not done yet: the task waits for something outside, such as a job of an external service, and
   * wants to be run again. Meanwhile it occupies no thread. That costs no attempt, and may be
   * repeated until the step's {@linkplain Step#waitLimit wait limit} is over.
   *
   * @param in the time until the next run, by the store's clock; more than zero
   * @param note what the next run is to know ({@link StepContext#note()}), in a format that the
   *     step chooses; it survives failures, crashes and restarts until the task has succeeded
   * @throws InvalidOutputException if the time is not more than zero, or the note is longer than
   *     {@value #MAX_NOTE} characters or contains characters that no store can keep
   */
  public static StepResult again(Duration in, String note) {
    return new StepResult(List.of(), null, List.of(), false, List.of(), new Again(in, note));
  }

  /** The maximum length of a note, in UTF-16 code units. */
  public static final int MAX_NOTE = 10_000;

  /**
   * The wish to be run again.
   *
   * @param in the time until then, by the store's clock; more than zero
   * @param note what the next run is to know, possibly empty
   */
  public record Again(Duration in, String note) {

    /**
     * Checks the ranges.
     *
     * @throws InvalidOutputException as {@link StepResult#again(Duration, String)} says
     */
    public Again {
      if (in.isNegative() || in.isZero()) {
        throw new InvalidOutputException("A task can only be run again later, not in " + in + ".");
      }
      if (note.length() > MAX_NOTE || !StoredText.cleaned(note).equals(note)) {
        throw new InvalidOutputException("A task's note may have at most " + MAX_NOTE
            + " characters, none of which is NUL or half a surrogate pair.");
      }
    }
  }

  /**
   * A file to keep.
   *
   * <p>The path becomes part of a storage key, so it has a form that every file system, bucket and
   * URL can hold. The name is for people and programs that look for the artifact.
   *
   * @param path where the file is, relative to the output folder: one or more names of 1 to 200
   *     ASCII letters, digits, dots, dashes and underscores that do not begin with a dot, with
   *     slashes between them, at most {@value #MAX_PATH} characters in all, and not beginning with
   *     the reserved name {@code whole}. The file must exist when the step returns and must not be
   *     reached through a link. If it lies in a subfolder, everything in that subfolder is kept
   *     with it, and has to be named in the same way.
   * @param kind the artifact's kind: 1 to 64 lower-case ASCII letters, digits, dashes and
   *     underscores, starting with a letter
   * @param name distinguishes artifacts of one kind: a {@linkplain StoredText word} with something
   *     to see in it and without control characters and line breaks
   * @param contentType its media type, such as {@code text/vtt}, in at most
   *     {@value StoredText#MAX_WORD} printable ASCII characters
   * @param width in pixels, more than 0, or null
   * @param height in pixels, more than 0, or null
   * @param duration presentation duration, not negative, or null
   * @param bytes total size of all its files: that of the file itself or, if the file lies in a
   *     subfolder, up to that of everything in the subfolder
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

    /** The maximum length of a path, in characters. */
    public static final int MAX_PATH = 500;

    /**
     * Checks everything that can be checked without the file.
     *
     * @throws InvalidOutputException if something is not in the form that is described above
     */
    public Output {
      OutputNames.path("An output", path);
      OutputNames.kind(kind);
      OutputNames.name(name);
      OutputNames.contentType(contentType);
      boolean isOutOfRange = bytes < 0
          || (width != null && width < 1)
          || (height != null && height < 1)
          || (duration != null && duration.isNegative());
      if (isOutOfRange) {
        throw new InvalidOutputException("The output \"" + path
            + "\" has a negative size or duration, or a width or height of less than one pixel.");
      }
    }

    /** A plain file with neither picture size nor duration. */
    public static Output file(String path, String kind, String contentType, long bytes) {
      return new Output(path, kind, kind, contentType, null, null, null, bytes, false);
    }

    /**
     * Whether a path has the form that is described above.
     *
     * @param path relative to the output folder, with forward slashes
     */
    public static boolean isPath(String path) {
      return OutputNames.isPath(path);
    }
  }
}
