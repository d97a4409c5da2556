package dev.reelstate.examples.check;

import dev.reelstate.processing.storage.FileStorage;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Whether the storage has room. */
final class DiskCheck implements Check {

  private static final double GIGABYTE = 1e9;

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Set<String> needs() {
    return Set.of("storage");
  }

  @Override
  public String look(Installation installation) throws IOException, FaultException {
    try (FileStorage storage = installation.storage()) {
      double free = storage.freeBytes().orElseThrow() / GIGABYTE;
      double needed = installation.options().minFreeGigabytes;
      if (free < needed) {
        throw new FaultException(
            String.format(
                Locale.ROOT, "The storage has %.1f GB free; %.1f GB are wanted.", free, needed),
            "Free some space, or move the media folder to a larger volume.");
      }
      return String.format(Locale.ROOT, "The storage has %.1f GB free.", free);
    }
  }
}
