package dev.reelstate.examples.check;

import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Whether the media folder can be written, read and cleared. */
final class StorageCheck implements Check {

  @Override
  public String name() {
    return "storage";
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public String look(Installation installation) throws FaultException {
    Path folder = installation.options().storage;
    if (!Files.isDirectory(folder)) {
      throw new FaultException(
          "The media folder does not exist.", "Create it, or mount the volume that it is on.");
    }
    try (FileStorage storage = installation.storage()) {
      String key = "check/" + UUID.randomUUID();
      try (Receiver receiver = storage.receive(key)) {
        receiver.write(1);
        receiver.commit();
      }
      boolean isThere = storage.size(key).filter(size -> size == 1).isPresent();
      storage.delete(key);
      if (!isThere) {
        throw new IOException("what was written is not there");
      }
      return "The media folder can be written and read.";
    } catch (IOException | RuntimeException e) {
      throw new FaultException(
          "The media folder cannot be written or read.",
          "Check its owner and permissions, and whether it is mounted read-only.");
    }
  }
}
