package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.MediaNatives;

/**
 * Unpacks the natives by loading them, reads no media, and prints the folders that they lie in as a
 * library path. Prints a failure instead if they cannot be loaded.
 */
final class UnpackMain {

  private UnpackMain() {}

  public static void main(String[] args) {
    try {
      System.out.print(MediaNatives.libraryPath());
    } catch (MediaException e) {
      System.out.print(e.failure());
      System.exit(1);
    }
  }
}
