package dev.reelstate.processing.worker;

import dev.reelstate.processing.detect.Detectors;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.frame.FrameFetch;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.pass.MediaPass;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.media.trial.LadderTrial;
import dev.reelstate.processing.worker.WorkerMessage.BytesRead;
import dev.reelstate.processing.worker.WorkerMessage.Describe;
import dev.reelstate.processing.worker.WorkerMessage.Described;
import dev.reelstate.processing.worker.WorkerMessage.Detect;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Fetch;
import dev.reelstate.processing.worker.WorkerMessage.Fetched;
import dev.reelstate.processing.worker.WorkerMessage.Inspect;
import dev.reelstate.processing.worker.WorkerMessage.Inspected;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.processing.worker.WorkerMessage.Tried;
import dev.reelstate.processing.worker.WorkerMessage.Try;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The worker's program: serves one request at a time, and exits at once when its host is gone. */
public final class WorkerMain {

  private final WorkerChannel channel;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private WorkerMain(WorkerChannel channel) {
    this.channel = channel;
  }

  /**
   * Serves the host over a pipe on standard input and output; what libraries print goes to standard
   * error.
   */
  public static void main(String[] args) throws InterruptedException {
    probeSockets();
    WorkerMain worker = new WorkerMain(new WorkerChannel(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        WorkerChannel.MAX_REQUEST));
    System.setOut(System.err);
    Thread reader = new Thread(worker::readRequests, "requests");
    reader.setDaemon(true);
    reader.start();
    worker.serve();
  }

  /**
   * Has the JVM find out which kinds of sockets the system knows, as it does when the first channel
   * is opened. A worker that has seen a file then makes no socket, which a trace can show.
   */
  private static void probeSockets() {
    new FileInputStream(FileDescriptor.in).getChannel();
  }

  /**
   * Reads requests until the host's end of the pipe closes, which it does however the host ends.
   * The worker must not outlive its host.
   */
  private void readRequests() {
    try {
      while (true) {
        requests.add(channel.receive(Request.class));
      }
    } catch (EOFException e) {
      Runtime.getRuntime().halt(0);
    } catch (IOException e) {
      System.err.println("Could not read a request of the host: " + e.getMessage());
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
      if (request instanceof Detect detect) {
        return new WorkerDetection(detect, this::send).run();
      }
      MediaNatives.require();
      if (request instanceof Inspect inspect) {
        return inspected(inspect);
      }
      if (request instanceof Describe describe) {
        boolean faces = Detectors.get("cascade").probe().isEmpty();
        return new Described(describe.ticket(), VideoEncoders.describe().lookingForFaces(faces));
      }
      if (request instanceof Fetch fetch) {
        return fetched(fetch);
      }
      if (request instanceof Try trial) {
        return tried(trial);
      }
      return render((Render) request);
    } catch (MediaException e) {
      return new Failed(request.ticket(), e.failure());
    } catch (OutOfMemoryError e) {
      return new Failed(
          request.ticket(),
          Failure.retryable(
                  FailureCode.MEMORY_LIMIT,
                  "Processing needed more memory than the worker is allowed.")
              .withDetail(e.toString()));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      e.printStackTrace();
      return new Failed(
          request.ticket(),
          Failure.retryable(
                  FailureCode.INTERNAL,
                  "Processing failed because of a bug in Reelstate; please report it with the detail.")
              .withDetail(e.toString()));
    }
  }

  private Reply inspected(Inspect inspect) throws MediaException {
    return new Inspected(
        inspect.ticket(),
        MediaProbe.examine(
            inspect.file(),
            inspect.container(),
            inspect.limits(),
            inspect.partLength(),
            bytes -> send(new BytesRead(inspect.ticket(), bytes))));
  }

  private static Reply fetched(Fetch fetch) throws MediaException {
    FrameFetch.run(
        fetch.source(),
        fetch.media(),
        fetch.map(),
        fetch.numbers(),
        fetch.form(),
        fetch.outputFolder(),
        fetch.limits());
    return new Fetched(fetch.ticket());
  }

  private Reply tried(Try request) throws MediaException, InterruptedException {
    return new Tried(
        request.ticket(),
        LadderTrial.run(
            request.trial(),
            request.limits(),
            presented -> send(new Position(request.ticket(), presented))));
  }

  private Reply render(Render render) throws MediaException, InterruptedException {
    return new Rendered(
        render.ticket(),
        MediaPass.render(
            render.request(),
            render.limits(),
            presented -> send(new Position(render.ticket(), presented))));
  }

  private void send(Reply reply) {
    try {
      channel.send(reply);
    } catch (IOException e) {
      Runtime.getRuntime().halt(0);
    }
  }
}
