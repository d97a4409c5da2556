package dev.reelstate.examples.check;

import dev.reelstate.jdbc.migration.SchemaFinding;
import java.util.List;
import java.util.Set;

/** Whether the tables are those that this release needs. */
final class SchemaCheck implements Check {

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public Set<String> needs() {
    return Set.of("database");
  }

  @Override
  public String look(Installation installation) throws FaultException {
    List<SchemaFinding> findings = installation.schema().validate();
    if (findings.isEmpty()) {
      return "The tables are those of this release.";
    }
    SchemaFinding first = findings.get(0);
    String others =
        findings.size() == 1 ? "" : " There are " + (findings.size() - 1) + " more findings.";
    throw new FaultException(first.message() + others, first.advice());
  }
}
