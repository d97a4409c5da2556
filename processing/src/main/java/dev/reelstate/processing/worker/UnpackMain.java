package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.MediaNatives;

/**
 * Loads the natives, which unpacks them, reads no media, and prints the folders that they lie in as
 * a library path. Prints a failure instead if they cannot be loaded.
 */
final class UnpackMain {

  /** The exit code if the natives cannot be loaded; one that neither a JVM nor a shell uses. */
  static final int CANNOT_LOAD = 42;

  private UnpackMain() {}

  public static void main(String[] args) {
    try {
      System.out.print(MediaNatives.libraryPath());
    } catch (MediaException e) {
      System.err.print(e.failure());
      System.exit(CANNOT_LOAD);
    }
  }
}
