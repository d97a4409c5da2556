package dev.reelstate.examples.dashboard.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that hardly read and hardly write must cost nobody else their answers. The bar is 500 of
 * each, by {@code -Dslow.clients=500}.
 */
@Timeout(600)
class SlowClientsTest {

  private static final int CLIENTS = Integer.getInteger("slow.clients", 150);
  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final int ROUNDS = 50;
  private static final int FILE = 64 << 20;

  @TempDir
  private Path folder;

  /** A connection on which little happens. */
  private record Slow(Socket socket) implements AutoCloseable {

    private static final int LITTLE = 8192;

    static Slow open(int port, String... head) throws IOException {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Slow slow = new Slow(socket);
      slow.write((String.join("\r\n", head) + "\r\nHost: localhost\r\nAuthorization: Bearer "
              + TestDashboard.TOKEN + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      return slow;
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void write() {
      try {
        write(new byte[1]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void read() {
      try {
        if (socket.getInputStream().readNBytes(LITTLE).length < LITTLE) {
          throw new EOFException("The server ended the response.");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads the beginning of the response, so that the request is known to be in progress. */
    String begun() throws IOException {
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void slow_readers_and_writers_delay_nobody_else() throws Exception {
    List<Slow> readers = new ArrayList<>();
    List<Slow> writers = new ArrayList<>();
    ScheduledExecutorService trickle = Executors.newScheduledThreadPool(2);
    try (TestDashboard dashboard = TestDashboard.start(folder)) {
      try {
        String original = "/api/videos/" + stored(dashboard) + "/original";
        for (int i = 0; i < CLIENTS; i++) {
          readers.add(Slow.open(dashboard.port(), "GET " + original + " HTTP/1.1"));
          writers.add(writer(dashboard, i));
        }
        for (Slow reader : readers) {
          assertThat(reader.begun()).isEqualTo("HTTP/1.1 200");
        }
        // The server gives up those that do nothing at all for half a minute.
        Future<?> reading =
            trickle.scheduleWithFixedDelay(() -> readers.forEach(Slow::read), 5, 5, SECONDS);
        Future<?> writing =
            trickle.scheduleWithFixedDelay(() -> writers.forEach(Slow::write), 5, 5, SECONDS);
        TestDashboard.until("all files are arriving", () -> arriving(dashboard) == CLIENTS);

        for (String path : List.of("/healthz", "/api/health", "/", "/api/videos", "/api/config")) {
          Duration[] times = times(dashboard, path);
          System.out.printf(
              "%d slow readers and writers: %s median %d ms, 90 %% %d ms, longest %d ms%n",
              CLIENTS,
              path,
              times[ROUNDS / 2].toMillis(),
              times[ROUNDS * 9 / 10].toMillis(),
              times[ROUNDS - 1].toMillis());
          assertThat(times[ROUNDS / 2]).as(path).isLessThan(LIMIT);
        }

        assertThat(arriving(dashboard)).as("files that still arrive").isEqualTo(CLIENTS);
        assertThat(reading.isDone()).as("a reader was cut off").isFalse();
        assertThat(writing.isDone()).as("a writer was cut off").isFalse();
      } finally {
        trickle.shutdownNow();
        readers.forEach(Slow::close);
        writers.forEach(Slow::close);
      }
    }
  }

  private static int arriving(TestDashboard dashboard) {
    return dashboard
        .api()
        .get("/api/videos/count?status=uploading")
        .get("total")
        .asInt();
  }

  /** A large file in the storage, which is not processed. */
  private static VideoId stored(TestDashboard dashboard) throws IOException {
    Path file = Files.createTempFile("slow", ".mp4");
    try {
      byte[] clip = Arrays.copyOf(Clips.SMALL, FILE);
      Files.write(file, clip);
      NewVideo video =
          new NewVideo(VideoId.create(), "default", "long", "long.mp4", null, Set.of(), 0);
      VideoId id = dashboard.platform().ingest(video, file).id();
      dashboard.settled(id);
      return id;
    } finally {
      Files.delete(file);
    }
  }

  /** A client that has sent the first bytes of a file, which is all that comes. */
  private static Slow writer(TestDashboard dashboard, int number) throws IOException {
    Slow writer = Slow.open(
        dashboard.port(),
        "POST /api/videos?file_name=slow" + number + ".mp4 HTTP/1.1",
        "Content-Type: application/octet-stream",
        "Content-Length: 1000000");
    writer.write(Arrays.copyOf(Clips.SMALL, 2048));
    return writer;
  }

  /** The times that answers took, in order of length, after as many that the compiler got. */
  private static Duration[] times(TestDashboard dashboard, String path) {
    Duration[] times = new Duration[2 * ROUNDS];
    for (int i = 0; i < times.length; i++) {
      try (Raw raw = new Raw(dashboard.port())) {
        long begin = System.nanoTime();
        String answer = raw.head(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + TestDashboard.TOKEN,
                "Connection: close")
            .answer();
        times[i] = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(answer).as(path).startsWith("HTTP/1.1 200 ");
      }
    }
    Duration[] counted = Arrays.copyOfRange(times, ROUNDS, times.length);
    Arrays.sort(counted);
    return counted;
  }
}
