package dev.reelstate.examples.soak;

import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.StepResult.Output;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Follows the script of the {@link Film}, and records its start and end. Thread-safe. */
public record FilmStep(String name, Journal journal, Runnable onStart) implements Step {

  /** Differs from all Reelstate codes, so that unplanned failures are detected. */
  public static final FailureCode PLANNED = new FailureCode(9999, "PLANNED");

  @Override
  public Set<String> after() {
    return Set.of();
  }

  @Override
  public RetryPolicy retryPolicy() {
    return new RetryPolicy(6, Duration.ofMillis(20), 2, Duration.ofMillis(500), 0.2);
  }

  @Override
  public StepResult run(StepContext context)
      throws StepException, IOException, InterruptedException {
    Claim claim = context.claim();
    journal.started(claim);
    onStart.run();
    Film film = Film.of(claim.task().videoId());
    Film.Work work = film.work(claim.task());
    spend(work);
    if (film.doomed() && name.equals(Film.SCORE)) {
      throw new StepException(Failure.permanent(PLANNED, "This was intended to fail permanently."));
    }
    if (claim.failures() < work.failures()) {
      throw new StepException(Failure.retryable(PLANNED, "This was intended to fail temporarily."));
    }
    List<Output> outputs = work.makesArtifact() ? List.of(write(context)) : List.of();
    journal.ended(claim);
    return new StepResult(outputs, null, film.plannedBy(name), false);
  }

  private static void spend(Film.Work work) throws InterruptedException {
    if (!work.spins()) {
      TimeUnit.MILLISECONDS.sleep(work.millis());
      return;
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(work.millis());
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private Output write(StepContext context) throws IOException {
    String artifact = name + "-" + context.claim().task().part();
    Path file = context.outputFolder().resolve("made.txt");
    Files.writeString(file, context.claim().toString());
    return new Output(
        "made.txt", "soak", artifact, "text/plain", null, null, null, Files.size(file), false);
  }
}
