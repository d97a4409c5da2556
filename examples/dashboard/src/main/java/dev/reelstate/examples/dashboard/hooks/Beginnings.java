package dev.reelstate.examples.dashboard.hooks;

import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where webhooks begin. The store cannot tell a new one from one that has not taken any event yet,
 * which must not lose those that it has missed, so a file keeps the known ones. Not thread-safe.
 */
final class Beginnings {

  private final EventLog log;
  private final Path file;

  Beginnings(EventLog log, Path file) {
    this.log = log;
    this.file = file;
  }

  /** Lets new webhooks without a history begin after the last event. */
  void begin(List<Webhook> hooks) throws IOException {
    Set<String> known =
        new LinkedHashSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    boolean news = false;
    for (Webhook hook : hooks) {
      if (known.add(hook.reader())) {
        news = true;
        if (!hook.history() && log.cursor(hook.reader()).equals(EventCursor.BEGINNING)) {
          log.advance(hook.reader(), log.end());
        }
      }
    }
    if (news) {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, known);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
