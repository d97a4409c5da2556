package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;

/** An output of a pass that finishes itself. */
@FunctionalInterface
public interface Product {

  /**
   * Writes the rest of the output, checks it and adds it to the outputs. Called once, after all
   * threads of the pass have ended.
   *
   * @throws MediaException OUTPUT_INVALID if the result fails its check
   */
  void finish(OutputCheck check, Outputs into) throws MediaException, LibavException, IOException;
}
