package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file to render.
 *
 * @param file its path
 * @param container the container format detected from its first bytes
 * @param media its contents, with at least a video stream
 */
public record Subject(Path file, String container, MediaInfo media) {

  /** Inspects a file. */
  public static Subject of(Path file) throws IOException, MediaException {
    String container = container(file);
    MediaInfo media = MediaProbe.inspect(file, container, MediaLimits.standard());
    if (media.video().filter(VideoTrack::decodable).isEmpty()) {
      throw refused(FailureCode.NO_STREAMS, "The file has no decodable video stream.");
    }
    return new Subject(file, container, media);
  }

  private static String container(Path file) throws IOException, MediaException {
    try (InputStream in = Files.newInputStream(file)) {
      return ContainerSniffer.sniff(in.readNBytes(ContainerSniffer.HEAD_BYTES))
          .orElseThrow(() -> refused(FailureCode.NOT_MEDIA, "The file is not a video."));
    }
  }

  private static MediaException refused(FailureCode code, String message) {
    return new MediaException(Failure.permanent(code, message));
  }

  /** The track whose pictures are the film. */
  public VideoTrack video() {
    return media.video().orElseThrow();
  }

  /** The conditions of the measurement, in one line. */
  String facts() {
    return String.format(
        Locale.ROOT,
        "%s: %.1f s of %s, %dx%d, %.2f frames per second; Java %s, %d processors",
        file.getFileName(),
        media.duration().toMillis() / 1000.0,
        video().codec(),
        video().width(),
        video().height(),
        video().frameRate(),
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors());
  }
}
