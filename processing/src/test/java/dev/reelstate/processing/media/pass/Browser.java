package dev.reelstate.processing.media.pass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Plays HLS packages in a headless Chromium with hls.js, if the machine has a Chromium. */
final class Browser {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SCRIPT = "/META-INF/resources/webjars/hls.js/1.4.12/dist/hls.min.js";

  /** Plays each level once, from its start to its end. */
  private static final String PAGE = """
      <!doctype html><title>player</title><video id="v" muted></video><script src="/hls.js"></script><script>
      const video = document.getElementById('v'), results = [];
      const answer = text => fetch('/result', {method: 'POST', body: text});
      function play(level) {
        const hls = new Hls({startLevel: level, autoStartLoad: true, maxBufferLength: 60});
        const errors = [];
        let from = null;
        hls.on(Hls.Events.ERROR, (event, data) => errors.push(data.type + ' ' + data.details + ' ' + (data.error || '')));
        video.onerror = () => errors.push('video element: ' + video.error.message);
        hls.on(Hls.Events.MANIFEST_PARSED, () => {
          hls.currentLevel = level;
          video.play().catch(e => errors.push('play: ' + e));
        });
        video.onplaying = () => { if (from === null) from = video.currentTime; };
        const done = () => {
          const quality = video.getVideoPlaybackQuality();
          results.push({
            level, errors, from, time: video.currentTime, duration: video.duration, width: video.videoWidth,
            height: video.videoHeight, frames: quality.totalVideoFrames, levels: hls.levels.length});
          const more = level + 1 < hls.levels.length;
          video.onended = video.onerror = video.onplaying = null;
          hls.destroy();
          if (more) play(level + 1); else answer(JSON.stringify(results));
        };
        video.onended = done;
        setInterval(() => { if (errors.some(e => e.startsWith('video'))) done(); }, 500);
        hls.loadSource('/media/hls/master.m3u8');
        hls.attachMedia(video);
      }
      window.onerror = message => answer(JSON.stringify([{errors: ['page: ' + message]}]));
      play(0);
      </script>
      """;

  private Browser() {}

  /** The Chromium executable, if there is one. */
  static Optional<Path> chromium() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Plays every level of {@code hls/master.m3u8} in a folder, and returns the result of each. */
  static JsonNode play(Path chromium, Path folder) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/", exchange -> send(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)));
    server.createContext("/hls.js", exchange -> send(exchange, "text/javascript", script()));
    server.createContext("/media/", exchange -> sendMedia(exchange, folder));
    server.createContext("/result", exchange -> {
      result.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      send(exchange, "text/plain", new byte[0]);
    });
    server.start();
    Path profile = Files.createTempDirectory("reelstate-browser");
    Process browser = new ProcessBuilder(
            command(chromium, profile, server.getAddress().getPort()))
        .redirectErrorStream(true)
        .redirectOutput(profile.resolve("log").toFile())
        .start();
    try {
      return new ObjectMapper().readTree(result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(
          "The browser did not answer: " + Files.readString(profile.resolve("log")), e);
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly().waitFor();
      server.stop(0);
    }
  }

  private static List<String> command(Path chromium, Path profile, int port) {
    return new ArrayList<>(List.of(
        chromium.toString(),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--mute-audio",
        "--autoplay-policy=no-user-gesture-required",
        "--user-data-dir=" + profile,
        "http://127.0.0.1:" + port + "/"));
  }

  private static byte[] script() throws IOException {
    try (InputStream in = Browser.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException("hls.js is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  private static void sendMedia(HttpExchange exchange, Path folder) throws IOException {
    Path file = folder.resolve(exchange.getRequestURI().getPath().substring("/media/".length()));
    String type = file.toString().endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp4";
    send(exchange, type, Files.readAllBytes(file));
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
