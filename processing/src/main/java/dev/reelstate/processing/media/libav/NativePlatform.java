package dev.reelstate.processing.media.libav;

import org.bytedeco.javacpp.Loader;

/**
 * Says which natives this machine needs, without loading any of them, so that a host can ask
 * without ever loading natives itself.
 */
public final class NativePlatform {

  private NativePlatform() {}

  /** The classifier of the native artifacts for this machine, such as {@code linux-x86_64}. */
  public static String classifier() {
    return Loader.Detector.getPlatform();
  }
}
