package dev.reelstate.processing.media.pass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays packages in a headless Chromium with hls.js, dash.js and Shaka Player, if the machine has a
 * Chromium and npm had them when this was built.
 */
final class Browser {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html",
      "js", "text/javascript",
      "json", "application/json",
      "m3u8", "application/vnd.apple.mpegurl",
      "mpd", "application/dash+xml",
      "mp4", "video/mp4",
      "m4s", "video/mp4",
      "vtt", "text/vtt");
  private static final Path PLAYERS = Path.of("target", "players");

  /**
   * One play of a package, from its start to its end.
   *
   * @param player the name of a function in {@code adapters.js}
   * @param height the only rung that is played, or null for the player's choice
   * @param sound the position of the sound track that is chosen, or null for the player's choice
   * @param caption the position of the captions that are shown, or null for none
   * @param switching whether rung, sound and captions are switched again and again
   */
  record Play(
      String player,
      @Nullable Integer height,
      @Nullable Integer sound,
      @Nullable Integer caption,
      boolean switching) {

    static Play rung(String player, int height) {
      return new Play(player, height, null, null, false);
    }

    static Play sound(String player, int position) {
      return new Play(player, null, position, null, false);
    }

    static Play caption(String player, int position) {
      return new Play(player, null, null, position, false);
    }

    static Play switching(String player) {
      return new Play(player, null, null, null, true);
    }
  }

  private Browser() {}

  /** The Chromium executable, if there is one. */
  static Optional<Path> chromium() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether the players are there. */
  static boolean hasPlayers() {
    return Files.exists(PLAYERS.resolve("node_modules/.package-lock.json"));
  }

  /** Plays the package in {@code hls} below a folder, all plays at once; a result for each. */
  static JsonNode play(Path chromium, Path folder, List<Play> plays) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> sendFile(exchange, PLAYERS, "/"));
    server.createContext("/media/", exchange -> sendFile(exchange, folder, "/media/"));
    server.createContext(
        "/run/plays",
        exchange -> send(exchange, "application/json", JSON.writeValueAsBytes(plays)));
    server.createContext("/run/result", exchange -> {
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
      return JSON.readTree(result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
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
        "--enable-logging=stderr",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-audio-output",
        "--autoplay-policy=no-user-gesture-required",
        "--user-data-dir=" + profile,
        "http://127.0.0.1:" + port + "/"));
  }

  private static void sendFile(HttpExchange exchange, Path folder, String below)
      throws IOException {
    String path = exchange.getRequestURI().getPath().substring(below.length());
    Path file = folder.resolve(path.isEmpty() ? "index.html" : path);
    if (Files.exists(file)) {
      String name = file.getFileName().toString();
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      send(exchange, type == null ? "application/octet-stream" : type, Files.readAllBytes(file));
    } else {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
