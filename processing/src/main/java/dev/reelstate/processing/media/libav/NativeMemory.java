package dev.reelstate.processing.media.libav;

import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Checks allocations: libav answers null when memory runs out. */
public final class NativeMemory {

  private NativeMemory() {}

  /**
   * The memory that was allocated.
   *
   * @param what is allocated, for the message
   * @throws OutOfMemoryError if there was none
   */
  public static <T extends Pointer> T allocated(@Nullable T pointer, String what) {
    if (pointer == null || pointer.isNull()) {
      throw new OutOfMemoryError("No native memory is left for " + what + ".");
    }
    return pointer;
  }
}
