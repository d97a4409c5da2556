package dev.reelstate.examples.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.Main;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the official clients of Socket.IO and tus against the server, with little data. */
@Tag("browser")
class OfficialClientsTest {

  private static final Path PAGE = Path.of("target", "page").toAbsolutePath();

  @TempDir
  private Path folder;

  @BeforeEach
  void look_for_node() {
    assumeTrue(
        Chromium.find("node").isPresent() && Files.isDirectory(PAGE.resolve("node_modules")),
        "Node.js 20.19 or newer is missing, so the official clients are not tested.");
  }

  @Test
  void socket_io_clients_that_lose_their_connections_get_each_event_once() throws Exception {
    try (Site site = Site.start(folder)) {
      String clip = site.clip("clip.mp4").toString();
      String url = "http://localhost:" + site.port();

      JsonNode result = node("check/sockets.mjs", url, Site.TOKEN, clip, "8", "3");

      assertThat(result.path("completed").asInt()).isEqualTo(3);
      assertThat(result.path("reconnects").asInt()).isPositive();
      assertThat(result.path("received").asInt())
          .isEqualTo(8 * result.path("events").asInt());
      for (String fault : List.of("missed", "twice", "disordered")) {
        assertThat(result.path(fault).asInt(-1)).as(fault).isZero();
      }
    }
  }

  @Test
  void an_upload_arrives_intact_although_tus_client_and_server_are_killed_in_turn()
      throws Exception {
    Path clip;
    try (Site site = Site.start(folder)) {
      clip = site.clip("clip.mp4");
    }
    String port = Integer.toString(freePort());
    List<String> arguments =
        new ArrayList<>(List.of(port, Site.TOKEN, clip.toString(), "24", "3", "8"));
    arguments.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "-XX:TieredStopAtLevel=1",
        Main.class.getName(),
        "--port",
        port,
        "--socket-port",
        "0",
        "--token",
        Site.TOKEN,
        "--folder",
        folder.resolve("killed").toString()));

    JsonNode result = node("check/uploads.mjs", arguments.toArray(String[]::new));

    assertThat(result.path("right").asBoolean()).isTrue();
    assertThat(result.path("interruptions").asInt()).isEqualTo(3);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The line of JSON that a script prints before it exits successfully. */
  private JsonNode node(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    File out = folder.resolve("out").toFile();
    File log = folder.resolve("log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(PAGE.toFile()).redirectOutput(out).redirectError(log);
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(8, TimeUnit.MINUTES);
      String said = Files.readString(out.toPath()) + Files.readString(log.toPath());
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return new ObjectMapper().readTree(out);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
