package dev.reelstate.examples.check;

import dev.reelstate.jdbc.migration.DataFinding;
import java.util.List;
import java.util.Set;

/** Whether the rows of the tables fit together. */
final class RowsCheck implements Check {

  @Override
  public String name() {
    return "data";
  }

  @Override
  public Set<String> needs() {
    return Set.of("schema");
  }

  @Override
  public String look(Installation installation) throws FaultException {
    List<DataFinding> findings = installation.schema().checkData();
    if (findings.isEmpty()) {
      return "The rows fit together.";
    }
    DataFinding first = findings.get(0);
    throw new FaultException(
        findings.size() + " findings; the first is " + first.subject() + ": " + first.message(),
        "Restore a backup, or report this if nothing but the platform wrote to the tables.");
  }
}
