package dev.reelstate.processing.media.trial;

import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is tried on a film. A plain value, sent to the worker.
 *
 * @param container the container that the file was found to be
 * @param media what the inspection found
 * @param rungs the rungs that are tried, each with a quality; several may have the same size. Their
 *     pictures are enlarged to the largest size among them to be compared.
 * @param pictures how encoded pictures look
 * @param group the time between key frames
 * @param hardware whether hardware encoders may be used
 * @param scenes the number of scenes, spread over the film
 * @param length the number of pictures of each scene
 */
public record TrialRequest(
    Path source,
    String container,
    MediaInfo media,
    List<Rung> rungs,
    Pictures pictures,
    Duration group,
    boolean hardware,
    int scenes,
    int length) {

  /** Copies the list. */
  public TrialRequest {
    rungs = List.copyOf(rungs);
  }

  /** The same for a file. */
  public TrialRequest of(Path file, String found) {
    return new TrialRequest(file, found, media, rungs, pictures, group, hardware, scenes, length);
  }
}
