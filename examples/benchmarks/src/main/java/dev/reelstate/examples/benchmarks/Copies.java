package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import java.io.IOException;
import java.util.Locale;

/** Measures what copying streams saves. */
final class Copies {

  private Copies() {}

  static void compare(Passes passes, Lines lines)
      throws IOException, MediaException, InterruptedException {
    if (!passes.canCopy()) {
      lines.say("");
      lines.say("The video stream of this file cannot be copied.");
      return;
    }
    Measured apart = Measured.sum("each rung separately", passes.rungsApart());
    Measured copied = passes.ladderWithCopy();
    lines.say("");
    lines.print(apart);
    lines.print(copied);
    lines.ratio("the largest copied, relative to each rung separately", copied, apart);
    Measured file = passes.fileCopied();
    Measured packaged = passes.packaged();
    lines.say("");
    lines.print(file);
    lines.print(packaged);
    lines.say(String.format(
        Locale.ROOT,
        "HLS by copy takes twice a copy of the file %+.2f s",
        (packaged.wall().toNanos() - 2 * file.wall().toNanos()) / 1e9));
  }
}
