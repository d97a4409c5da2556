package dev.reelstate.examples.benchmarks.evaluation;

import java.io.PrintStream;

/** One kind of evaluation. */
interface Part {

  /** Makes its data, measures, and prints a line for each measurement. */
  void run(PrintStream out);
}
