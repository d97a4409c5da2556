package dev.reelstate.processing.media;

import dev.reelstate.video.MediaInfo;
import java.nio.file.Path;
import java.util.List;

/**
 * Requests a pass over one source. A plain value, sent to the worker.
 *
 * @param source the file; its name does not matter
 * @param container the container that was recognised from the file's first bytes
 * @param media what the inspection found in the file
 * @param spec what to make
 * @param parts the parts in which rungs have already been encoded, in order; empty if this pass
 *     encodes the rungs
 * @param outputFolder an existing folder that belongs to the pass until it ends; after a failure
 *     its content is unusable
 */
public record PassRequest(
    Path source,
    String container,
    MediaInfo media,
    RenderSpec spec,
    List<JoinedPart> parts,
    Path outputFolder) {

  /** Copies the list. */
  public PassRequest {
    parts = List.copyOf(parts);
  }

  /** A pass that encodes everything itself. */
  public PassRequest(
      Path source, String container, MediaInfo media, RenderSpec spec, Path outputFolder) {
    this(source, container, media, spec, List.of(), outputFolder);
  }

  /** The same pass with another spec. */
  public PassRequest with(RenderSpec other) {
    return new PassRequest(source, container, media, other, parts, outputFolder);
  }

  /** The same pass with other parts, or none. */
  public PassRequest withParts(List<JoinedPart> others) {
    return new PassRequest(source, container, media, spec, others, outputFolder);
  }
}
