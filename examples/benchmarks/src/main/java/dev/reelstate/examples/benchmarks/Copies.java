package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.MediaException;
import java.io.IOException;
import java.util.Locale;

/** What is saved where streams are copied. */
final class Copies {

  private Copies() {}

  static void compare(Passes passes, Lines lines)
      throws IOException, MediaException, InterruptedException {
    if (!passes.canCopy()) {
      lines.say("");
      lines.say("The pictures of this file are not of a kind that is copied.");
      return;
    }
    Measured apart = Measured.sum("each rung by itself", passes.rungsApart());
    Measured copied = passes.ladderWithCopy();
    lines.say("");
    lines.print(apart);
    lines.print(copied);
    lines.ratio("with the largest copied to each by itself", copied, apart);
    Measured file = passes.fileCopied();
    Measured packaged = passes.packaged();
    lines.say("");
    lines.print(file);
    lines.print(packaged);
    lines.say(String.format(
        Locale.ROOT,
        "HLS by copy takes twice the file's copy %+.2f s",
        (packaged.wall().toNanos() - 2 * file.wall().toNanos()) / 1e9));
  }
}
