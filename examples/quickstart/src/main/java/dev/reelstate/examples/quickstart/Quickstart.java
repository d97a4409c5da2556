package dev.reelstate.examples.quickstart;

import dev.reelstate.ReelstateException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: options, output and exit code. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Turns each video into a poster, a storyboard, an MP4 and an HLS ladder, and writes a"
          + " report page that shows them.",
      "",
      "All outputs and state are kept in DIR. Another run with the same DIR resumes where"
          + " the last one stopped and does not repeat finished work."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:every video is completed",
      "1:a video failed, or the disk is full, or another quickstart is running in DIR",
      "2:a given file, option or step does not exist; nothing was made",
      "3:a video was rejected because its file is faulty; none failed"
    },
    footerHeading = "%nDIR then holds:%n",
    footer = {
      "  report.html   the report: player, storyboard, facts, timeline; works offline",
      "  result.json   the same for programs, with --json: an object, or a list for",
      "                several VIDEOs; paths are relative to DIR, times are seconds,",
      "                null is unknown; wallSeconds and cpuSeconds cover this run,",
      "                including workers and an even share of this process",
      "  media/        the originals and everything made from them",
      "  .quickstart/  the database, and log.txt with warnings of the last run",
      "",
      "Pass a VIDEO whose name begins with a dash as ./-name, or after --."
    })
final class Quickstart implements Callable<Integer> {

  static final int COMPLETED = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int REJECTED = 3;

  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean stopped;

  @Parameters(
      paramLabel = "VIDEO",
      description = "Files to process in parallel. Without any, a sample clip is generated.")
  private Path[] videos = {};

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The output folder (default: ./${DEFAULT-VALUE}).",
      defaultValue = "reelstate-quickstart")
  private Path dir = Path.of("");

  @Option(names = "--json", description = "Also write DIR/result.json.")
  private boolean json;

  @Option(
      names = "--recipe",
      paramLabel = "STEP",
      split = ",",
      description = "The outputs to make (default: ${DEFAULT-VALUE}).",
      defaultValue = "poster,storyboard,hls,mp4")
  private String[] steps = {};

  @Option(
      names = "--ladder",
      paramLabel = "SIDE",
      split = ",",
      description =
          "Sizes of the HLS renditions: their shorter sides, largest first, such as 720,480,360.")
  private Integer[] sides = {};

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "The number of concurrent tasks (default: half the processors, but at least two).")
  private @Nullable Integer jobs;

  Quickstart(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (RefusedException e) {
      return refuse(e.getMessage(), e.exitCode());
    } catch (ReelstateException e) {
      return refuse(e.getMessage() + " (" + e.failure().code() + ")", FAILED);
    } catch (RuntimeException e) {
      if (stopped) {
        return FAILED;
      }
      throw e;
    }
  }

  private int run() throws RefusedException, InterruptedException {
    Stopwatch watch = new Stopwatch();
    Order order = Order.of(steps, sides, jobs);
    List<Source> sources = Source.check(List.of(videos));
    try (OutputFolder folder = OutputFolder.open(dir)) {
      Logging.to(folder.log());
      List<Outcome> outcomes =
          process(folder, order, sources.isEmpty() ? List.of(Sample.in(folder)) : sources, watch);
      folder.write(OutputFolder.REPORT, Report.html(outcomes, folder));
      if (json) {
        folder.write(OutputFolder.RESULT, Result.json(outcomes, videos.length > 1));
      }
      new Summary(out, dir).print(outcomes);
      return Outcome.exitCode(outcomes);
    }
  }

  private List<Outcome> process(
      OutputFolder folder, Order order, List<Source> sources, Stopwatch watch)
      throws InterruptedException {
    try (Processing processing = Processing.start(folder, order, err, watch)) {
      Thread hook = new Thread(() -> stop(processing), "quickstart-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return processing.process(sources);
      } finally {
        if (!stopped) {
          Runtime.getRuntime().removeShutdownHook(hook);
        }
      }
    }
  }

  /**
   * Runs when the process is told to exit: hands unfinished tasks back, for the next run to resume.
   */
  private void stop(Processing processing) {
    stopped = true;
    processing.close();
    err.println("Stopped. Run the same command again to resume.");
  }

  /** After a stop, any failure of the main thread is a consequence of it and is not printed. */
  private int refuse(@Nullable String sentence, int exitCode) {
    if (!stopped) {
      err.println(Text.plain(String.valueOf(sentence)));
    }
    return exitCode;
  }
}
