package dev.reelstate.examples.check;

import dev.reelstate.jdbc.migration.DataFinding;
import dev.reelstate.jdbc.migration.DataFinding.Kind;
import dev.reelstate.processing.storage.FileStorage;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Whether all originals and artifacts on record are in the storage. */
final class BytesCheck implements Check {

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public Set<String> needs() {
    return Set.of("data", "storage");
  }

  @Override
  public String look(Installation installation) throws IOException, FaultException {
    try (FileStorage storage = installation.storage()) {
      List<DataFinding> missing = installation.schema().checkData(storage).stream()
          .filter(finding -> finding.kind() == Kind.MISSING_BYTES)
          .toList();
      if (missing.isEmpty()) {
        return "All files on record are in the storage.";
      }
      throw new FaultException(
          missing.size() + " files on record are missing or incomplete, the first for "
              + missing.get(0).subject() + ".",
          "Check that this is the storage of this database; else restore the files from a backup.");
    }
  }
}
