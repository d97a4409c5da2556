package dev.reelstate.examples.legacyimport;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.legacy.LegacyImport;
import dev.reelstate.jdbc.legacy.LegacyProblem;
import dev.reelstate.jdbc.legacy.LegacyReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: what can be given, what comes of it, and the exit code. */
@Command(
    name = "legacy-import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes the videos and the ground truth of the earlier platform over, from its tables videos and ground_truth_objects.",
      "",
      "The earlier database is only read. Rows that make no sense are not imported but listed. Run again, it changes"
          + " nothing, but goes on where it was stopped and takes what was mended."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:every row was imported, now or before, or belongs to a deleted video",
      "1:a database, a file or the disk is at fault",
      "2:what was given makes no sense, or a table or column without which nothing can be imported is missing",
      "3:some rows were not imported; the report says why"
    })
final class LegacyImportCommand implements Callable<Integer> {

  static final int IMPORTED = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int INCOMPLETE = 3;

  private final PrintStream out;
  private final PrintStream err;

  @Parameters(
      paramLabel = "JDBC-URL",
      description =
          "The earlier platform's database, with user and password where it needs them, such as"
              + " jdbc:postgresql://localhost/films?user=me&password=...")
  private String legacy = "";

  @Option(
      names = "--into",
      paramLabel = "JDBC-URL|PATH",
      description =
          "The store: a database, or a file or folder for one of its own, which is SQLite if it ends with"
              + " .sqlite and H2 else; by default ./${DEFAULT-VALUE}.",
      defaultValue = "reelstate-import")
  private String target = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Names the earlier platform in upload keys, labels and provenance; by default ${DEFAULT-VALUE}.",
      defaultValue = "legacy")
  private String name = "";

  @Option(
      names = "--boxes",
      paramLabel = "UNIT",
      description =
          "What the numbers of a box count: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.",
      defaultValue = "pixels")
  private LegacyImport.Boxes boxes = LegacyImport.Boxes.PIXELS;

  @Option(
      names = "--problems",
      paramLabel = "FILE",
      description = "Also write every problem to a file, a line for each.")
  private @Nullable Path problems;

  @Option(
      names = "--media",
      paramLabel = "FOLDER",
      description =
          "Also take the files in that lie in a folder under their own names. Needs --storage.")
  private @Nullable Path media;

  @Option(
      names = "--storage",
      paramLabel = "FOLDER",
      description = "Where the application that goes on with the store keeps its media.")
  private @Nullable Path storage;

  LegacyImportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if ((media == null) != (storage == null)) {
      err.println("Taking files in needs both --media and --storage; --help says what they are.");
      return USAGE;
    }
    try (Databases databases = Databases.open(legacy, target)) {
      return run(databases);
    } catch (ReelstateException e) {
      err.println(e.getMessage() + " (" + e.failure().code() + ")");
      return e.failure().code().rejects() ? USAGE : FAILED;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return USAGE;
    } catch (IOException e) {
      err.println("A file could not be read or written: " + e.getMessage() + ".");
      return FAILED;
    }
  }

  private int run(Databases databases) throws IOException {
    LegacyImport.Builder builder =
        LegacyImport.from(databases.legacy()).source(name).boxes(boxes);
    LegacyReport report;
    try (PrintWriter lines = new PrintWriter(writer())) {
      report = builder
          .onProblem((LegacyProblem problem) -> lines.println(problem))
          .build()
          .into(databases.store());
      if (lines.checkError()) {
        throw new IOException(String.valueOf(problems));
      }
    }
    new ReportText(out).print(report, problems);
    boolean complete =
        media == null || storage == null || takeIn(databases.store(), media, storage);
    return report.isClean() && complete ? IMPORTED : INCOMPLETE;
  }

  private boolean takeIn(JdbcVideoStore store, Path from, Path to) throws IOException {
    try (Originals originals = new Originals(store, to, name, out)) {
      return originals.takeIn(from);
    }
  }

  private Writer writer() throws IOException {
    return problems == null ? Writer.nullWriter() : Files.newBufferedWriter(problems);
  }
}
