package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.pass.MediaPass;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Inspect;
import dev.reelstate.processing.worker.WorkerMessage.Inspected;
import dev.reelstate.processing.worker.WorkerMessage.Join;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The worker's program: does what it is asked for, one request at a time, and ends at once when its
 * host has gone.
 */
public final class WorkerMain {

  private final WorkerChannel channel;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private WorkerMain(WorkerChannel channel) {
    this.channel = channel;
  }

  /**
   * Is started by the host with a pipe on its standard input and output; what libraries print goes
   * to standard error.
   */
  public static void main(String[] args) throws InterruptedException {
    WorkerMain worker = new WorkerMain(new WorkerChannel(
        new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out)));
    System.setOut(System.err);
    Thread reader = new Thread(worker::readRequests, "requests");
    reader.setDaemon(true);
    reader.start();
    worker.serve();
  }

  /**
   * The host's end of the pipe closes when the host ends, however it ends: then nothing here may
   * outlive it.
   */
  private void readRequests() {
    try {
      while (true) {
        requests.add(channel.receive(Request.class));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      System.err.println("The host cannot be understood: " + e.getMessage());
      Runtime.getRuntime().halt(2);
    }
  }

  private void serve() throws InterruptedException {
    while (true) {
      send(answer(requests.take()));
    }
  }

  private Reply answer(Request request) throws InterruptedException {
    try {
      MediaNatives.require();
      if (request instanceof Inspect inspect) {
        return new Inspected(MediaProbe.examine(
            Path.of(inspect.file()), inspect.container(), inspect.limits(), inspect.partLength()));
      }
      return request instanceof Join join ? join(join) : render((Render) request);
    } catch (MediaException e) {
      return new Failed(e.failure());
    } catch (OutOfMemoryError e) {
      return new Failed(Failure.retryable(
              FailureCode.MEMORY_LIMIT, "Processing needed more memory than the worker is allowed.")
          .withDetail(e.toString()));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      e.printStackTrace();
      return new Failed(Failure.retryable(
              FailureCode.INTERNAL,
              "Processing ran into a defect of ours; please report it with the detail.")
          .withDetail(e.toString()));
    }
  }

  private Reply render(Render request) throws MediaException, InterruptedException {
    return new Rendered(MediaPass.render(
        Path.of(request.file()),
        request.container(),
        request.media(),
        request.spec(),
        request.limits(),
        Path.of(request.outputFolder()),
        this::sendPosition));
  }

  private Reply join(Join request) throws MediaException, InterruptedException {
    return new Rendered(MediaPass.join(
        Path.of(request.file()),
        request.container(),
        request.media(),
        request.spec(),
        request.limits(),
        request.parts().stream().map(WorkerMain::part).toList(),
        Path.of(request.outputFolder()),
        this::sendPosition));
  }

  private static JoinedPart part(WorkerMessage.Part part) {
    Map<String, Path> files = new HashMap<>();
    part.files().forEach((rung, file) -> files.put(rung, Path.of(file)));
    return new JoinedPart(part.part(), files);
  }

  private void sendPosition(Duration presented) {
    send(new Position(presented));
  }

  private void send(Reply reply) {
    try {
      channel.send(reply);
    } catch (IOException e) {
      Runtime.getRuntime().halt(0);
    }
  }
}
