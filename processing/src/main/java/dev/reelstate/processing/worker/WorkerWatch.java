package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.RenderedFolder.UntrustedException;
import dev.reelstate.processing.worker.WorkerMessage.BytesRead;
import dev.reelstate.processing.worker.WorkerMessage.Looked;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.processing.worker.WorkerPool.Monitor;
import dev.reelstate.processing.worker.WorkerProcess.WorkerGoneException;
import dev.reelstate.spi.StepException;
import java.io.IOException;
import java.time.Duration;

/**
 * Watches a worker while it serves one request: what it says, and what it uses. Used by one thread.
 */
final class WorkerWatch {

  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** An honest worker reports at most five positions a second. */
  private static final long REPLIES_PER_SECOND = 20;

  private static final long SOME_REPLIES = 100;

  private final WorkerProcess worker;
  private final Request request;
  private final WorkerOptions options;
  private final Monitor monitor;
  private final Duration mostCpu;
  private final long begun = System.nanoTime();
  private long checked = begun;
  private long replies;
  private Duration cpu = Duration.ZERO;

  /**
   * Begins to watch.
   *
   * @param mostCpu the processor time that the request may take
   */
  WorkerWatch(
      WorkerProcess worker,
      Request request,
      WorkerOptions options,
      Monitor monitor,
      Duration mostCpu) {
    this.worker = worker;
    this.request = request;
    this.options = options;
    this.monitor = monitor;
    this.mostCpu = mostCpu;
  }

  /**
   * Waits for the last reply, and passes on the progress that is reported before it.
   *
   * @throws StepException if the worker uses more than it is allowed
   * @throws UntrustedException if it does not keep to the protocol
   * @throws IOException if the storage does not allow the request to continue
   */
  Reply await()
      throws InterruptedException, WorkerGoneException, StepException, IOException,
          UntrustedException {
    while (true) {
      Reply reply = worker.nextReply(INTERVAL);
      if (reply != null) {
        replies++;
        requireAsked(reply);
      }
      if (reply instanceof Position position) {
        monitor.position(position.presented());
      } else if (reply instanceof BytesRead read) {
        monitor.bytesRead(read.bytes());
      } else if (reply instanceof Looked looked) {
        monitor.looked(looked.pictures());
      } else if (reply != null) {
        return reply;
      }
      if (System.nanoTime() - checked >= INTERVAL.toNanos()) {
        checked = System.nanoTime();
        check();
      }
    }
  }

  private void check() throws StepException, IOException {
    passCpuOn();
    if (cpu.compareTo(mostCpu) > 0) {
      throw new StepException(MediaFailures.readingTooCostly(mostCpu));
    }
    if (worker.residentMegabytes() > options.memoryMegabytes()) {
      throw new StepException(WorkerFailures.outOfMemory(options));
    }
    monitor.mayGoOn();
  }

  /** Ends the watch, with a last look at what was used. */
  void end() {
    worker.look();
    passCpuOn();
  }

  private void passCpuOn() {
    Duration used = worker.takeCpu();
    cpu = cpu.plus(used);
    monitor.cpu(used);
  }

  /** A reply to another request, and a flood of them, are no replies. */
  private void requireAsked(Reply reply) throws UntrustedException {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    if (!reply.ticket().equals(request.ticket())) {
      throw new UntrustedException("It answered a request that it was not given.");
    }
    if (replies > SOME_REPLIES + elapsed.toSeconds() * REPLIES_PER_SECOND) {
      throw new UntrustedException(
          "It sent " + replies + " replies in " + elapsed.toMillis() + " ms.");
    }
  }
}
