package dev.reelstate.examples.detect;

import java.io.PrintStream;

/** A line that says how far something is, redrawn in place on a terminal; elsewhere nothing. */
final class ProgressLine {

  private final PrintStream out;
  private final boolean terminal;
  private String shown = "";

  /** A line on standard error, or on another stream. */
  ProgressLine(PrintStream out) {
    this.out = out;
    this.terminal = out.equals(System.err) && Terminal.isStandardError();
  }

  /** Shows the progress of something, whenever another percent is done. */
  Proposer.Progress of(String what) {
    return share -> {
      String text = what + ": " + Math.round(100 * share) + " %";
      if (terminal && !text.equals(shown)) {
        out.print("\r" + text);
        out.flush();
        shown = text;
      }
    };
  }

  /** Removes the line. */
  void clear() {
    if (!shown.isEmpty()) {
      out.print("\r" + " ".repeat(shown.length()) + "\r");
      out.flush();
      shown = "";
    }
  }
}
