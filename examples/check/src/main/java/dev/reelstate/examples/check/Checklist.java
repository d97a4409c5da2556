package dev.reelstate.examples.check;

import dev.reelstate.ReelstateException;
import dev.reelstate.examples.check.Line.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks in their order, each after those it needs. */
final class Checklist {

  private static final Logger LOG = LoggerFactory.getLogger(Checklist.class);

  private static final List<Check> CHECKS = List.of(
      new DatabaseCheck(),
      new ClockCheck(),
      new SchemaCheck(),
      new RowsCheck(),
      new StorageCheck(),
      new DiskCheck(),
      new BytesCheck(),
      new WorkerCheck(),
      new NativesCheck(),
      new EncodersCheck(),
      new VideoCheck());

  private Checklist() {}

  /** Runs all checks, and skips those whose needs did not pass. */
  static List<Line> run(Installation installation) throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    TreeSet<String> passed = new TreeSet<>();
    for (Check check : CHECKS) {
      TreeSet<String> missing = new TreeSet<>(check.needs());
      missing.removeAll(passed);
      Line line = missing.isEmpty()
          ? look(check, installation)
          : new Line(
              check.name(),
              State.SKIP,
              "Not checked without " + String.join(", ", missing) + ".",
              "");
      lines.add(line);
      if (line.state() == State.PASS) {
        passed.add(check.name());
      }
    }
    return lines;
  }

  private static Line look(Check check, Installation installation) throws InterruptedException {
    try {
      return new Line(check.name(), State.PASS, check.look(installation), "");
    } catch (FaultException e) {
      return new Line(check.name(), State.FAIL, String.valueOf(e.getMessage()), e.advice());
    } catch (ReelstateException e) {
      LOG.debug("The check {} failed", check.name(), e);
      return new Line(
          check.name(),
          State.FAIL,
          e.failure().message() + " (" + e.failure().code() + ")",
          "Run with --verbose to see the cause.");
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.debug("The check {} failed", check.name(), e);
      return new Line(
          check.name(),
          State.FAIL,
          "The check failed with " + e.getClass().getSimpleName() + ".",
          "Run with --verbose to see the cause.");
    }
  }
}
