package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.database.PostgresServer;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.DbScheduler;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.JobRunr;
import dev.reelstate.examples.benchmarks.store.library.LostWorkException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures the store's queue against db-scheduler and JobRunr on one embedded PostgreSQL, and
 * against itself with larger tables.
 *
 * <p>A slow subject does not fail the benchmark; only one that loses or repeats a task does.
 */
@Command(
    name = "store",
    header = "The store's queue, compared with two job libraries and across table sizes.",
    description =
        "Starts an embedded PostgreSQL, and prints a table with figures and ratios for each part.")
public final class StoreBenchmark implements Callable<Integer> {

  private final PrintStream out;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<PartName> parts = EnumSet.allOf(PartName.class);

  @Option(
      names = "--against",
      paramLabel = "LIBRARY",
      split = ",",
      description = "Which libraries to compare with: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Rival> rivals = EnumSet.allOf(Rival.class);

  @Option(
      names = "--database",
      paramLabel = "DATABASE",
      split = ",",
      description = "Databases for latency and embedded: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<TestDatabase.Kind> databases = EnumSet.allOf(TestDatabase.Kind.class);

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Number of tasks in a backlog (default: ${DEFAULT-VALUE}).",
      defaultValue = "50000")
  private int tasks;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Finished tasks in the largest tables (default: ${DEFAULT-VALUE}).",
      defaultValue = "5000000")
  private int rows;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Number of latency samples (default: ${DEFAULT-VALUE}).",
      defaultValue = "300")
  private int samples;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Number of warm-up rounds per subject (default: ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int warmUp;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Number of alternating rounds per subject; the median counts (default:"
          + " ${DEFAULT-VALUE}).",
      defaultValue = "3")
  private int repeat;

  /** Creates a benchmark that prints its tables to a stream. */
  public StoreBenchmark(PrintStream out) {
    this.out = out;
  }

  /** The parts, named as on the command line. */
  private enum PartName {
    DRAIN,
    ENQUEUE,
    LATENCY,
    EMBEDDED,
    ROWS,
    SNAPSHOT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The other libraries, named as on the command line. */
  private enum Rival {
    DB_SCHEDULER,
    DB_SCHEDULER_TUNED,
    JOBRUNR;

    JobLibrary library() {
      return switch (this) {
        case DB_SCHEDULER -> DbScheduler.standard();
        case DB_SCHEDULER_TUNED -> DbScheduler.tuned();
        case JOBRUNR -> new JobRunr();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec command = requireUsable();
    Conditions conditions =
        new Conditions(databases, tasks, rows, samples, warmUp, repeat, out).withTasks(tasks);
    try (PostgresServer server = PostgresServer.start()) {
      out.println("Java " + Runtime.version().feature() + ", "
          + Runtime.getRuntime().availableProcessors() + " processors; PostgreSQL: "
          + server.settings());
      List<JobLibrary> others = rivals.stream().map(Rival::library).toList();
      for (PartName name : parts) {
        part(name, server, others).run(conditions);
      }
      return 0;
    } catch (LostWorkException e) {
      command.commandLine().getErr().println("The benchmark is invalid: " + e.getMessage());
      return 1;
    }
  }

  private static Part part(PartName name, PostgresServer server, List<JobLibrary> others) {
    return switch (name) {
      case DRAIN -> new DrainPart(server, others);
      case ENQUEUE -> new EnqueuePart(server, others);
      case LATENCY -> new LatencyPart(server, others);
      case EMBEDDED -> new EmbeddedPart();
      case ROWS -> new RowsPart(server);
      case SNAPSHOT -> new SnapshotPart(server);
    };
  }

  private CommandSpec requireUsable() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not called from the command line");
    }
    if (tasks < 2 || rows < 10 || samples < 2 || warmUp < 0 || repeat < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--tasks and --samples must be at least 2, --rows at least 10, --warm-up at least"
              + " 0 and --repeat at least 1.");
    }
    return command;
  }
}
