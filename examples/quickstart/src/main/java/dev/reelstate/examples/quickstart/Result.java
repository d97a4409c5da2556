package dev.reelstate.examples.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry for one file in {@code result.json}. Times are in seconds, paths are relative to the
 * folder, and values that are unknown or not applicable are null.
 *
 * @param id of the video
 * @param file the absolute path of the given file
 * @param status lower-case name of the {@link dev.reelstate.video.VideoStatus}
 * @param failure why it failed or was rejected
 * @param media the contents of the file, once it has been inspected
 * @param artifacts the outputs
 * @param tasks the tasks
 * @param wallSeconds the time from the start of this run until the video was settled
 * @param cpuSeconds processor time of the workers for this video in this run, and an even share of
 *     the quickstart's own
 */
record Result(
    String id,
    String file,
    String status,
    @Nullable Reason failure,
    @Nullable Media media,
    List<Product> artifacts,
    List<Work> tasks,
    double wallSeconds,
    double cpuSeconds) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The stable number and name of a failure, and one sentence for people. */
  record Reason(int code, String name, String message) {}

  /**
   * The facts of a file. Width and height are those of the upright picture; rotation is the
   * rotation that makes it upright.
   */
  record Media(
      String container,
      double durationSeconds,
      long bytes,
      long bitRate,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Integer rotation,
      @Nullable Boolean mirrored,
      @Nullable Double frameRate,
      @Nullable Boolean variableFrameRate,
      @Nullable String videoCodec,
      @Nullable Boolean hdr,
      @Nullable String audioCodec,
      @Nullable Integer audioChannels,
      @Nullable Integer audioSampleRate) {

    static Media of(MediaInfo media) {
      Optional<VideoTrack> video = media.video();
      Optional<AudioTrack> audio = media.audio();
      return new Media(
          media.container(),
          Text.inSeconds(media.duration()),
          media.bytes(),
          media.bitRate(),
          video.map(VideoTrack::width).orElse(null),
          video.map(VideoTrack::height).orElse(null),
          video.map(VideoTrack::rotation).orElse(null),
          video.map(VideoTrack::mirrored).orElse(null),
          video.map(VideoTrack::frameRate).filter(rate -> rate > 0).orElse(null),
          video.map(VideoTrack::variableFrameRate).orElse(null),
          video.map(VideoTrack::codec).orElse(null),
          video.map(VideoTrack::hdr).orElse(null),
          audio.map(AudioTrack::codec).orElse(null),
          audio.map(AudioTrack::channels).orElse(null),
          audio.map(AudioTrack::sampleRate).orElse(null));
    }
  }

  /** An output. */
  record Product(
      String kind,
      String name,
      String path,
      String contentType,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Double durationSeconds,
      long bytes,
      boolean copied) {

    static Product of(Artifact artifact) {
      Duration duration = artifact.duration();
      return new Product(
          artifact.kind(),
          artifact.name(),
          OutputFolder.pathOf(artifact),
          artifact.contentType(),
          artifact.width(),
          artifact.height(),
          duration == null ? null : Text.inSeconds(duration),
          artifact.bytes(),
          artifact.copied());
    }
  }

  /** One task; {@code attempts} is the number of times it was started. */
  record Work(String step, int part, String status, int attempts, double wallSeconds) {

    static Work of(Task task) {
      return new Work(
          task.id().step(),
          task.id().part(),
          task.status().wireName(),
          task.attempts().size(),
          Text.inSeconds(task.wallTime()));
    }
  }

  static Result of(Outcome outcome) {
    var video = outcome.video();
    var failure = video.failure();
    MediaInfo media = video.media();
    return new Result(
        video.id().toString(),
        outcome.source().file().toString(),
        video.status().wireName(),
        failure == null
            ? null
            : new Reason(failure.code().number(), failure.code().name(), failure.message()),
        media == null ? null : Media.of(media),
        outcome.artifacts().stream().map(Product::of).toList(),
        outcome.tasks().stream().map(Work::of).toList(),
        Text.inSeconds(outcome.wall()),
        Text.inSeconds(outcome.cpu()));
  }

  /** The content of the file: one object, or a list. */
  static String json(List<Outcome> outcomes, boolean list) {
    List<Result> results = outcomes.stream().map(Result::of).toList();
    try {
      return MAPPER.writeValueAsString(list ? results : results.get(0)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
