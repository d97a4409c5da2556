package dev.reelstate.processing.media;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pass made. A plain value, sent back from the worker.
 *
 * @param outputs one for each thing made, each checked by opening it again
 * @param copying which streams were copied, and why others were not
 * @param encoders which encoder each rung was encoded with in this pass, by the rung's name
 * @param quality how close to the source the rungs are that were encoded in this pass, by their
 *     names; empty if that was not asked for
 * @param loudness how loud the sound of the outputs is, before it was encoded, or null if it was
 *     not decoded
 * @param marks what stands out in the film's time, or null if that was not asked for
 * @param warnings what went wrong without spoiling the result (a broken sound track, say), one
 *     sentence each
 */
public record RenderResult(
    List<Output> outputs,
    Copying copying,
    Map<String, String> encoders,
    Map<String, Quality> quality,
    @Nullable Loudness loudness,
    @Nullable Marks marks,
    List<String> warnings) {

  /** The kind of what is joined later. */
  public static final String PART = "part";

  /** Copies the lists. */
  public RenderResult {
    outputs = List.copyOf(outputs);
    encoders = Map.copyOf(encoders);
    quality = Map.copyOf(quality);
    warnings = List.copyOf(warnings);
  }

  /**
   * One thing made.
   *
   * @param kind {@link #PART}, or one of the kinds that {@code dev.reelstate.video.Artifact} names
   * @param name tells outputs of one kind apart, such as a rung's name
   * @param path the file to open first, relative to the output folder, with forward slashes
   * @param contentType its media type
   * @param width in pixels, or null for sound and text
   * @param height in pixels, or null for sound and text
   * @param duration presented time, or null for pictures and text
   * @param bytes of all its files together
   * @param files how many files it is
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

    /** One encoded file of neither size nor length. */
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

    /** A copy that was copied from the source, or was not. */
    public Output copied(boolean yes) {
      return new Output(kind, name, path, contentType, width, height, duration, bytes, files, yes);
    }
  }
}
