package dev.reelstate.examples.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints measurements.
 *
 * @param out the stream to print to
 */
record Lines(PrintStream out) {

  void print(Measured measured) {
    say(measured.line());
  }

  void ratio(String what, Measured ours, Measured theirs) {
    say(String.format(
        Locale.ROOT,
        "%s: CPU %.2f, wall %.2f",
        what,
        ours.cpuShareOf(theirs),
        ours.wallShareOf(theirs)));
  }

  void say(String line) {
    out.println(line);
  }
}
