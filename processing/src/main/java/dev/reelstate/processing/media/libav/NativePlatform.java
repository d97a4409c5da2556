package dev.reelstate.processing.media.libav;

import org.bytedeco.javacpp.Loader;

/**
 * Which natives belong to this machine. Asking loads none of them, so a host may ask without ever
 * loading natives itself.
 */
public final class NativePlatform {

  private NativePlatform() {}

  /** The classifier of the native artifacts for this machine, such as {@code linux-x86_64}. */
  public static String classifier() {
    return Loader.Detector.getPlatform();
  }
}
