package dev.reelstate.examples.check;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: options, output and exit code. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks an installation: database, clock, schema, data, storage, disk, bytes, worker,"
          + " natives, encoders, and one tiny video from end to end.",
      "",
      "Nothing in the database is changed. The tiny video is processed in the media folder with a"
          + " database of its own, and removed."
    },
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:everything passed",
      "1:something failed; the report says what",
      "2:an argument is invalid"
    })
final class CheckCommand implements Callable<Integer> {

  static final int HEALTHY = 0;
  static final int BROKEN = 1;
  static final int USAGE = 2;

  private final PrintStream out;
  private final InstantSource clock;

  @Mixin
  private Options options = new Options();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(names = "--verbose", description = "Log to standard error.")
  private boolean verbose;

  CheckCommand(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    // Read when the first logger is made, which is later.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "debug" : "off");
    try (Installation installation = new Installation(options, clock)) {
      List<Line> lines = Checklist.run(installation);
      out.print(json ? Report.json(lines) + System.lineSeparator() : Report.table(lines));
      return Report.isHealthy(lines) ? HEALTHY : BROKEN;
    }
  }
}
