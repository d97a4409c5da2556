package dev.reelstate.processing.media;

import java.util.List;
import java.util.Objects;

/**
 * The native media libraries that a worker has loaded.
 *
 * @param version the version of libav
 * @param licence the licence that the libraries were built under
 * @param encoders the names of the encoders of moving pictures that may be used
 */
public record PresentNatives(String version, String licence, List<String> encoders) {

  /** A worker that is sound leaves nothing out. */
  public PresentNatives {
    Objects.requireNonNull(version);
    Objects.requireNonNull(licence);
    encoders = List.copyOf(encoders);
  }
}
