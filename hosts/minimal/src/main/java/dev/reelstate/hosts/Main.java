package dev.reelstate.hosts;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.storage.FileStorage;
import java.nio.file.Path;

/** Starts a platform for the first time, and closes it. */
public final class Main {

  private Main() {}

  /** Starts on a new database in a folder. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(JdbcVideoStore.openH2(folder.resolve("database")))
        .storage(FileStorage.at(folder.resolve("media")))
        .build()) {
      platform.start();
      System.out.println("started");
    }
  }
}
