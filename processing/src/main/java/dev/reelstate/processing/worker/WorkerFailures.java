package dev.reelstate.processing.worker;

import dev.reelstate.processing.machine.Machine;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.RenderedFolder.UntrustedException;
import dev.reelstate.processing.worker.WorkerProcess.WorkerGoneException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the end of a worker means, and what of its own words becomes part of the record. */
final class WorkerFailures {

  private static final int LONGEST_MESSAGE = 1000;
  private static final int LONGEST_DETAIL = 10_000;
  private static final int LONGEST_FACT = 200;
  private static final int MOST_FACTS = 20;

  /** How a JVM exits that was told to end when its heap is full. */
  private static final int HEAP_FULL = 3;

  private WorkerFailures() {}

  /** A worker that could not be started: the machine is to blame if it lacks something. */
  static Failure notStarted(IOException e, Machine machine) {
    return machine
        .fault()
        .or(machine::workerFault)
        .map(fault -> fault.withDetail(e.toString()))
        .orElseGet(() -> notStarted(e.toString()));
  }

  /** A worker that could not be started. */
  static Failure notStarted(String detail) {
    return Failure.retryable(FailureCode.WORKER_START, "The worker process could not be started.")
        .withDetail(detail);
  }

  /** A worker that ended while it was working. */
  static Failure gone(WorkerGoneException e, WorkerOptions options) {
    String detail = "exit code " + e.exitCode() + (e.stderr().isEmpty() ? "" : "\n" + e.stderr());
    if (e.exitCode() == HEAP_FULL) {
      return outOfMemory(options).withDetail(detail);
    }
    if (e.killedForMemory()) {
      return Failure.retryable(
              FailureCode.LOW_MEMORY,
              "The machine ran out of memory and ended a worker; give it more memory, or run fewer"
                  + " tasks at once.")
          .withDetail(detail);
    }
    return Failure.retryable(FailureCode.WORKER_CRASHED, "The worker process ended unexpectedly.")
        .withDetail(detail)
        .withFacts(Map.of("exitCode", Integer.toString(e.exitCode())));
  }

  /** A worker that needs more memory than it is allowed. */
  static Failure outOfMemory(WorkerOptions options) {
    return Failure.retryable(
        FailureCode.MEMORY_LIMIT,
        "Processing needed more than the memory that a worker is allowed ("
            + options.heapMegabytes() + " MB of heap, " + options.memoryMegabytes()
            + " MB in all).");
  }

  /** A worker that does not keep to the protocol. */
  static Failure untrusted(UntrustedException e) {
    return Failure.retryable(
            FailureCode.WORKER_UNTRUSTED,
            "The worker process did not answer as it was asked, so its result was thrown away.")
        .withDetail(e.getMessage());
  }

  /**
   * What a worker says of a failure becomes part of the record, so it has to be short.
   *
   * @throws UntrustedException if a worker cannot know of such a failure
   */
  static Failure said(Failure said, String stderr) throws UntrustedException {
    if (!isKnownToWorkers(said.code())) {
      throw new UntrustedException("It reported a failure that is not its own: " + said.code());
    }
    Failure failure = said.retryable()
        ? Failure.retryable(said.code(), shortened(said.message(), LONGEST_MESSAGE))
        : Failure.permanent(said.code(), shortened(said.message(), LONGEST_MESSAGE));
    Map<String, String> facts = new HashMap<>();
    said.facts().entrySet().stream()
        .limit(MOST_FACTS)
        .forEach(fact -> facts.put(
            shortened(fact.getKey(), LONGEST_FACT), shortened(fact.getValue(), LONGEST_FACT)));
    String detail = said.detail() == null ? "" : shortened(said.detail(), LONGEST_DETAIL);
    String both = detail.isEmpty() || stderr.isEmpty() ? detail + stderr : detail + "\n" + stderr;
    failure = failure.withFacts(facts);
    return both.isEmpty() ? failure : failure.withDetail(both);
  }

  private static boolean isKnownToWorkers(FailureCode code) {
    return switch (code.family()) {
      case INPUT, UNSUPPORTED, RESOURCE, STORAGE, INTERNAL -> true;
      case WORKER ->
        Set.of(
                FailureCode.NATIVES_MISSING,
                FailureCode.DETECTOR_UNAVAILABLE,
                FailureCode.ENCODER_MISSING)
            .contains(code);
      case DATABASE, MACHINE -> false;
    };
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
