package dev.reelstate.examples.soak.database;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends signals to child processes. */
public final class Signals {

  private Signals() {}

  /** Sends a signal, such as {@code STOP}. */
  public static void send(String signal, long pid) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException(
          "The signal " + signal + " could not be sent to the process " + pid + ".");
    }
  }

  /** Kills a process if it is still running, and waits until it has ended. */
  static void end(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().destroyForcibly();
      process.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }
}
