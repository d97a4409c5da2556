package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A worker that somebody has taken over: does what its first argument says. */
final class EvilWorker {

  private final WorkerChannel channel;
  private final DataOutputStream raw;

  private EvilWorker() {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    raw = new DataOutputStream(out);
    channel =
        new WorkerChannel(new FileInputStream(FileDescriptor.in), out, WorkerChannel.MAX_REQUEST);
  }

  public static void main(String[] arguments) throws IOException {
    EvilWorker worker = new EvilWorker();
    if (arguments[0].equals("early")) {
      worker.channel.send(rendered("a guess", List.of(poster("poster.jpg", "image/jpeg"))));
    }
    while (true) {
      worker.answer(arguments[0], worker.channel.receive(Request.class));
    }
  }

  private static Output poster(String path, String type) {
    return Output.of("poster", "poster", path, type, 1L << 50);
  }

  private static Reply rendered(String ticket, List<Output> outputs) {
    return new Rendered(
        ticket,
        new RenderResult(outputs, Copying.NEVER, Map.of(), Map.of(), null, null, List.of()));
  }

  private void answer(String mode, Request request) throws IOException {
    String ticket = request.ticket();
    Path out = request instanceof Render render ? render.request().outputFolder() : Path.of(".");
    Path secret = out.resolveSibling("secret.txt");
    switch (mode) {
      case "honest", "lying-size" -> {
        Files.writeString(out.resolve("poster.jpg"), "picture");
        channel.send(rendered(ticket, List.of(poster("poster.jpg", "image/jpeg"))));
      }
      case "link" -> {
        Files.createSymbolicLink(out.resolve("poster.jpg"), secret);
        channel.send(rendered(ticket, List.of(poster("poster.jpg", "image/jpeg"))));
      }
      case "unnamed-link" -> {
        Files.writeString(out.resolve("poster.jpg"), "picture");
        Files.createSymbolicLink(out.resolve("hls"), out.getParent());
        channel.send(rendered(ticket, List.of(poster("poster.jpg", "image/jpeg"))));
      }
      case "other-path" ->
        channel.send(rendered(ticket, List.of(poster("../secret.txt", "image/jpeg"))));
      case "other-type" -> {
        Files.writeString(out.resolve("poster.jpg"), "<script>");
        channel.send(rendered(ticket, List.of(poster("poster.jpg", "text/html"))));
      }
      case "other-kind" -> {
        Files.writeString(out.resolve("video.mp4"), "film");
        channel.send(
            rendered(ticket, List.of(Output.of("mp4", "1080p", "video.mp4", "video/mp4", 4))));
      }
      case "twice" -> {
        Files.writeString(out.resolve("poster.jpg"), "picture");
        Output poster = poster("poster.jpg", "image/jpeg");
        channel.send(rendered(ticket, List.of(poster, poster)));
      }
      case "not-written" ->
        channel.send(rendered(ticket, List.of(poster("poster.jpg", "image/jpeg"))));
      case "nulls" -> text("{\"rendered\":{\"ticket\":\"" + ticket + "\",\"result\":null}}");
      case "inner-nulls" ->
        text("{\"rendered\":{\"ticket\":\"" + ticket
            + "\",\"result\":{\"outputs\":[null],\"copying\":null}}}");
      case "no-json" -> text("hello");
      case "null" -> text("null");
      case "huge-message" -> text("\"" + "x".repeat(30 << 20) + "\"");
      case "negative-length" -> raw.writeInt(-1);
      case "flood" -> {
        while (true) {
          channel.send(new Position(ticket, Duration.ZERO));
        }
      }
      case "long-failure" ->
        channel.send(new Failed(
            ticket,
            Failure.permanent(FailureCode.DAMAGED, "m".repeat(1 << 20))
                .withDetail("d".repeat(1 << 20))));
      case "endless-line" -> {
        byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1600; i++) {
          System.err.write(block);
        }
        System.err.flush();
        channel.send(new Failed(ticket, Failure.permanent(FailureCode.DAMAGED, "Damaged.")));
      }
      case "exit" -> System.exit(7);
      case "heap-full" -> System.exit(3);
      case "blaming-the-host" ->
        channel.send(new Failed(
            ticket, Failure.retryable(FailureCode.LOW_MEMORY, "The machine has no memory.")));
      default -> throw new IllegalArgumentException(mode);
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw.writeInt(bytes.length);
    raw.write(bytes);
    raw.flush();
  }
}
