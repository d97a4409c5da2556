package dev.reelstate.processing.media.libav;

import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Checks allocations: libav returns null when memory runs out. */
public final class NativeMemory {

  private NativeMemory() {}

  /**
   * Checks one allocation.
   *
   * @param what names the allocated thing in the message
   * @return the allocated memory
   * @throws OutOfMemoryError if the pointer is null
   */
  public static <T extends Pointer> T allocated(@Nullable T pointer, String what) {
    if (pointer == null || pointer.isNull()) {
      throw new OutOfMemoryError("No native memory is left for " + what + ".");
    }
    return pointer;
  }
}
