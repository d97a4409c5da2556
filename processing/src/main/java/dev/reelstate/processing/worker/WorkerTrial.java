package dev.reelstate.processing.worker;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs {@link UnpackMain}, and says what its end means. */
final class WorkerTrial {

  private static final int LONGEST_SECONDS = 30;

  /** More than a pipe holds is not read, so that nothing that it prints can keep its host busy. */
  private static final int LONGEST_OUTPUT = 10_000;

  private WorkerTrial() {}

  /**
   * Returns what the process prints.
   *
   * @throws ReelstateException NATIVES_MISSING if the natives cannot be loaded, WORKER_START if it
   *     ends otherwise or not in time
   * @throws IOException if it cannot be started, or the calling thread is interrupted
   */
  static String run(ProcessBuilder command) throws IOException {
    Process process = command.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw notStarted("it did not end within " + LONGEST_SECONDS + " s");
      }
      int exitCode = process.exitValue();
      if (exitCode == UnpackMain.CANNOT_LOAD) {
        throw cannotLoad(text(process.getErrorStream()));
      }
      if (exitCode != 0) {
        throw notStarted("exit code " + exitCode + "\n" + text(process.getErrorStream()));
      }
      return text(process.getInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a worker was tried");
    } finally {
      new ProcessTree(process.toHandle()).kill();
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
  }

  private static ReelstateException cannotLoad(String said) {
    return new ReelstateException(Failure.retryable(
            FailureCode.NATIVES_MISSING,
            "The native media libraries on the class path cannot be loaded on this machine.")
        .withDetail(said));
  }

  private static ReelstateException notStarted(String detail) {
    return new ReelstateException(WorkerFailures.notStarted(detail));
  }
}
