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

/** The command line: options, output and exit code. */
@Command(
    name = "legacy-import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Imports the videos and the ground truth of the earlier platform, from its tables videos and"
          + " ground_truth_objects.",
      "",
      "The earlier database is only read. Invalid rows are listed and not imported."
          + " Another run resumes an interrupted import and adds repaired rows; otherwise it"
          + " changes nothing."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:every row was imported, now or before, or belongs to a deleted video",
      "1:a database, a file or the disk failed",
      "2:an argument is invalid, or a required table or column is missing",
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
      description = "The earlier platform's database, with user and password if required, such as"
          + " jdbc:postgresql://localhost/films?user=me&password=...")
  private String legacy = "";

  @Option(
      names = "--into",
      paramLabel = "JDBC-URL|PATH",
      description =
          "The store: a database, or the path of a new one, which is SQLite if it ends with"
              + " .sqlite and H2 otherwise (default: ./${DEFAULT-VALUE}).",
      defaultValue = "reelstate-import")
  private String target = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The earlier platform's name in upload keys, labels and provenance"
          + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "legacy")
  private String name = "";

  @Option(
      names = "--boxes",
      paramLabel = "UNIT",
      description =
          "The unit of box coordinates: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "pixels")
  private LegacyImport.Boxes boxes = LegacyImport.Boxes.PIXELS;

  @Option(
      names = "--problems",
      paramLabel = "FILE",
      description = "Also write every problem to a file, one per line.")
  private @Nullable Path problems;

  @Option(
      names = "--media",
      paramLabel = "FOLDER",
      description =
          "Also ingest the files in this folder, matched by their names. Requires --storage.")
  private @Nullable Path media;

  @Option(
      names = "--storage",
      paramLabel = "FOLDER",
      description = "The media folder of the application that will use the store.")
  private @Nullable Path storage;

  LegacyImportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if ((media == null) != (storage == null)) {
      err.println("Ingesting files requires both --media and --storage; see --help.");
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
