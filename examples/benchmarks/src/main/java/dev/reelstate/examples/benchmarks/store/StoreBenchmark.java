package dev.reelstate.examples.benchmarks.store;

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
 * The store's queue against db-scheduler and JobRunr on one embedded PostgreSQL, and against itself
 * with more in its tables.
 *
 * <p>Nothing here fails for being slow; what fails is a subject that has lost or repeated a task.
 */
@Command(
    name = "store",
    header = "The store's queue, against two job libraries and against large tables.",
    description =
        "Starts an embedded PostgreSQL; prints for each part a table with figures and ratios.")
public final class StoreBenchmark implements Callable<Integer> {

  private final PrintStream out;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "What to measure: ${COMPLETION-CANDIDATES}; by default all.")
  private Set<PartName> parts = EnumSet.allOf(PartName.class);

  @Option(
      names = "--against",
      paramLabel = "LIBRARY",
      split = ",",
      description = "Whom to measure besides: ${COMPLETION-CANDIDATES}; by default all.")
  private Set<Rival> rivals = EnumSet.allOf(Rival.class);

  @Option(
      names = "--database",
      paramLabel = "DATABASE",
      split = ",",
      description =
          "Where to measure latency and embedded: ${COMPLETION-CANDIDATES}; by default on all.")
  private Set<TestDatabase.Kind> databases = EnumSet.allOf(TestDatabase.Kind.class);

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks of a backlog; by default ${DEFAULT-VALUE}.",
      defaultValue = "50000")
  private int tasks;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Finished tasks in the largest tables; by default ${DEFAULT-VALUE}.",
      defaultValue = "5000000")
  private int rows;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Pick-ups of which the latency is taken; by default ${DEFAULT-VALUE}.",
      defaultValue = "300")
  private int samples;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "How often each subject is measured before anything counts; by default ${DEFAULT-VALUE}.",
      defaultValue = "3")
  private int warmUp;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "How often each subject is measured, in turns; the median counts. By default ${DEFAULT-VALUE}.",
      defaultValue = "3")
  private int repeat;

  /** Prints its tables there. */
  public StoreBenchmark(PrintStream out) {
    this.out = out;
  }

  /** The parts, by what people type. */
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

  /** The other libraries, by what people type. */
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
      command.commandLine().getErr().println("The benchmark is void: " + e.getMessage());
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
      throw new IllegalStateException("not called by the command line");
    }
    if (tasks < 2 || rows < 10 || samples < 2 || warmUp < 0 || repeat < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--tasks and --samples are at least 2, --rows at least 10, --warm-up at least 0 and --repeat at least 1.");
    }
    return command;
  }
}
