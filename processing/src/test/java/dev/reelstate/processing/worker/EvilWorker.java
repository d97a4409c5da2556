package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

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

  /** Options that start this worker instead of the real one, except on trial. */
  static WorkerOptions options(Path folder, String mode) throws IOException {
    Path script = Files.writeString(
        folder.resolve("java"),
        "#!/bin/sh\n"
            + "case \"$*\" in *" + UnpackMain.class.getName() + ") exec '"
            + WorkerOptions.standard().java() + "' \"$@\";; esac\n"
            + "exec '" + WorkerOptions.standard().java() + "' -cp '"
            + System.getProperty("java.class.path") + "' " + EvilWorker.class.getName() + " "
            + mode + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return WorkerOptions.standard().withJava(script);
  }

  /** The hanging worker that has been asked to write to a folder. */
  static ProcessHandle hanging(Path out) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(out.resolve("pid"))))
        .orElseThrow();
  }

  /** Asks for a poster. */
  static PassRequest request(Path film, Path out) {
    MediaInfo media = new MediaInfo(
        "mp4", Duration.ZERO, Duration.ofSeconds(1), null, 1, 1, List.of(), List.of(), List.of());
    RenderSpec poster = new RenderSpec(
        List.of(),
        null,
        false,
        false,
        new PosterSpec(100, 100, 1),
        null,
        Duration.ofSeconds(4),
        RenderSpec.Extras.NONE,
        Copying.NEVER);
    return new PassRequest(film, "mp4", media, poster, out);
  }

  private static Output poster(String path, String type) {
    return Output.of("poster", "poster", path, type, 1L << 50);
  }

  private static Reply rendered(String ticket, List<Output> outputs) {
    return new Rendered(
        ticket,
        new RenderResult(outputs, Copying.NEVER, Map.of(), Map.of(), null, null, null, List.of()));
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
      case "more-points" ->
        tried(ticket, "{\"bitRate\":1e6,\"xpsnr\":40},{\"bitRate\":1e5,\"xpsnr\":30}");
      case "free-point" -> tried(ticket, "{\"bitRate\":0,\"xpsnr\":40}");
      case "perfect-point" -> tried(ticket, "{\"bitRate\":1e6,\"xpsnr\":1e300}");
      case "null-point" -> tried(ticket, "null");
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
      case "blaming-the-natives" ->
        channel.send(new Failed(
            ticket, Failure.permanent(FailureCode.NATIVES_MISSING, "There are no natives.")));
      case "abort" -> {
        System.err.println("its last words");
        new ProcessBuilder(
                "kill", "-ABRT", Long.toString(ProcessHandle.current().pid()))
            .start();
        hang();
      }
      case "hang" -> {
        Files.writeString(
            out.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        channel.send(new Position(ticket, Duration.ZERO));
        hang();
      }
      case "grow" -> {
        ByteBuffer memory = ByteBuffer.allocateDirect(400 << 20);
        while (memory.hasRemaining()) {
          memory.put((byte) 1);
        }
        hang();
      }
      case "busy" -> {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        while (threads.getCurrentThreadCpuTime() < 500_000_000) {
          Thread.onSpinWait();
        }
        channel.send(new Failed(ticket, Failure.permanent(FailureCode.DAMAGED, "Damaged.")));
      }
      default -> throw new IllegalArgumentException(mode);
    }
  }

  private static void hang() {
    while (true) {
      LockSupport.park();
    }
  }

  private void tried(String ticket, String points) throws IOException {
    text("{\"tried\":{\"ticket\":\"" + ticket + "\",\"result\":{\"points\":[" + points
        + "],\"pictures\":10,\"cpuMillis\":1}}}");
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw.writeInt(bytes.length);
    raw.write(bytes);
    raw.flush();
  }
}
