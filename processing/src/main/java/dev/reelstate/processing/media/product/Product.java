package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;

/** Something that a pass makes. */
@FunctionalInterface
public interface Product {

  /**
   * Writes what is still missing, checks the result and adds it to the outputs. Called once, when
   * all threads of the pass have ended.
   *
   * @throws MediaException OUTPUT_INVALID if the result fails its check
   */
  void finish(OutputCheck check, Outputs into) throws MediaException, LibavException, IOException;
}
