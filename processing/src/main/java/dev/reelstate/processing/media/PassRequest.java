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
 * @param adoption what the pass need not make
 * @param outputFolder an existing folder that belongs to the pass until it ends; after a failure
 *     its content is unusable
 */
public record PassRequest(
    Path source,
    String container,
    MediaInfo media,
    RenderSpec spec,
    List<JoinedPart> parts,
    Adoption adoption,
    Path outputFolder) {

  /** Copies the list. */
  public PassRequest {
    parts = List.copyOf(parts);
    adoption = adoption == null ? Adoption.NONE : adoption;
  }

  /** A pass that makes everything. */
  public PassRequest(
      Path source,
      String container,
      MediaInfo media,
      RenderSpec spec,
      List<JoinedPart> parts,
      Path outputFolder) {
    this(source, container, media, spec, parts, Adoption.NONE, outputFolder);
  }

  /** A pass that encodes everything itself. */
  public PassRequest(
      Path source, String container, MediaInfo media, RenderSpec spec, Path outputFolder) {
    this(source, container, media, spec, List.of(), outputFolder);
  }

  /** The same pass with another spec. */
  public PassRequest with(RenderSpec other) {
    return new PassRequest(source, container, media, other, parts, adoption, outputFolder);
  }

  /** The same pass with other parts, or none. */
  public PassRequest withParts(List<JoinedPart> others) {
    return new PassRequest(source, container, media, spec, others, adoption, outputFolder);
  }

  /** The same pass, adopting something else. */
  public PassRequest adopting(Adoption other) {
    return new PassRequest(source, container, media, spec, parts, other, outputFolder);
  }
}
