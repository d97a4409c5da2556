package dev.reelstate.processing.media;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one pass. A plain value, sent back from the worker.
 *
 * @param outputs everything that was made, each output checked by opening it again
 * @param copying which streams were copied, and why others were not
 * @param encoders the encoder of each rung that this pass encoded, by the rung's name
 * @param quality the quality of each rung that this pass encoded, by the rung's name; empty if it
 *     was not requested
 * @param loudness the loudness of the outputs' sound, measured before encoding, or null if the
 *     sound was not decoded
 * @param marks notable moments and ranges of the film, or null if they were not requested
 * @param poster how the poster was chosen, or null if none was made from pictures of the film
 * @param warnings problems that did not spoil the result (a broken sound track, say), one sentence
 *     each
 * @param renditions what playlists say of each rendition of the package, by its name
 * @param cpu processor time of the pass in milliseconds, by what it was spent on: {@code source}
 *     for reading and decoding, {@code filter} for scaling, {@code encode-NAME} for a rung, and the
 *     names of the sound renditions; threads that an encoder starts itself are not in it
 */
public record RenderResult(
    List<Output> outputs,
    Copying copying,
    Map<String, String> encoders,
    Map<String, Quality> quality,
    @Nullable Loudness loudness,
    @Nullable Marks marks,
    @Nullable PosterChoice poster,
    List<String> warnings,
    Map<String, RenditionFacts> renditions,
    Map<String, Long> cpu) {

  /** The kind of outputs that are joined later. */
  public static final String PART = "part";

  /** The kind of the file with the sampled pictures, which later steps read. */
  public static final String SAMPLES = "samples";

  /** Copies the collections. */
  public RenderResult {
    Objects.requireNonNull(copying);
    outputs = List.copyOf(outputs);
    encoders = Map.copyOf(encoders);
    quality = Map.copyOf(quality);
    warnings = List.copyOf(warnings);
    renditions = renditions == null ? Map.of() : Map.copyOf(renditions);
    cpu = cpu == null ? Map.of() : Map.copyOf(cpu);
  }

  /** A result without what later runs of the video use. */
  public RenderResult(
      List<Output> outputs,
      Copying copying,
      Map<String, String> encoders,
      Map<String, Quality> quality,
      @Nullable Loudness loudness,
      @Nullable Marks marks,
      @Nullable PosterChoice poster,
      List<String> warnings) {
    this(
        outputs, copying, encoders, quality, loudness, marks, poster, warnings, Map.of(), Map.of());
  }

  /** The same with other outputs. */
  public RenderResult with(List<Output> others) {
    return new RenderResult(
        others, copying, encoders, quality, loudness, marks, poster, warnings, renditions, cpu);
  }

  /**
   * How the poster was chosen.
   *
   * @param at when it is shown in the film, from the media's start
   * @param candidates the number of pictures it was chosen from
   * @param faces the number of faces found in it, or null if faces were not looked for, since
   *     OpenCV is not on the class path or there was nothing to choose from
   */
  public record PosterChoice(
      Duration at, int candidates, @Nullable Integer faces) {}

  /**
   * One output.
   *
   * @param kind {@link #PART}, or one of the kinds that {@code dev.reelstate.video.Artifact} names
   * @param name distinguishes outputs of one kind, such as a rung's name
   * @param path the file to open first, relative to the output folder, with forward slashes
   * @param contentType its media type
   * @param width in pixels, or null for sound and text
   * @param height in pixels, or null for sound and text
   * @param duration presented time, or null for pictures and text
   * @param bytes the size of all its files together
   * @param files the number of its files
   * @param copied whether the stream was copied rather than encoded
   */
  public record Output(
      String kind,
      String name,
      String path,
      String contentType,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Duration duration,
      long bytes,
      int files,
      boolean copied) {

    /** Checks what every output has. */
    public Output {
      Objects.requireNonNull(kind);
      Objects.requireNonNull(name);
      Objects.requireNonNull(path);
      Objects.requireNonNull(contentType);
    }

    /** An encoded file without a picture size or duration. */
    public static Output of(String kind, String name, String path, String type, long bytes) {
      return new Output(kind, name, path, type, null, null, null, bytes, 1, false);
    }

    /** A copy with the size of its pictures. */
    public Output withSize(PictureSize size) {
      return new Output(
          kind,
          name,
          path,
          contentType,
          size.width(),
          size.height(),
          duration,
          bytes,
          files,
          copied);
    }

    /** A copy with a presented time. */
    public Output lasting(Duration time) {
      return new Output(kind, name, path, contentType, width, height, time, bytes, files, copied);
    }

    /** A copy that consists of several files. */
    public Output of(int count, long allBytes) {
      return new Output(
          kind, name, path, contentType, width, height, duration, allBytes, count, copied);
    }

    /** A copy that says whether the stream was copied from the source. */
    public Output copied(boolean yes) {
      return new Output(kind, name, path, contentType, width, height, duration, bytes, files, yes);
    }
  }
}
