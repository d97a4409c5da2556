package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.OneToken;
import dev.reelstate.examples.dashboard.hooks.Webhooks;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.live.SocketServer;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the OpenAPI document itself; {@link Api} validates responses in the other tests. */
class OpenApiTest {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @TempDir
  private Path folder;

  @Test
  void has_every_route_and_no_other() throws Exception {
    assertThat(documented()).isEqualTo(routes()).hasSizeGreaterThan(20);
  }

  private Set<String> routes() throws Exception {
    Access access = new OneToken(TestDashboard.TOKEN);
    SocketServer sockets = SocketServer.create("127.0.0.1", 0);
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("database"));
        VideoPlatform platform = VideoPlatform.builder()
            .store(store)
            .storage(FileStorage.at(folder.resolve("media")))
            .recipe(Recipe.standard())
            .build();
        SocketBridge bridge = new SocketBridge(platform, sockets, access);
        Trash trash = new Trash(platform, folder.resolve("trash"), Duration.ZERO);
        Webhooks hooks =
            new Webhooks(platform, store.events(), folder.resolve("known"), List.of());
        WebServer server = new WebServer(
            TestDashboard.settings(folder), platform, access, bridge, 1, trash, hooks)) {
      return server.javalin().unsafe.internalRouter.allHttpHandlers().stream()
          .map(handler -> handler.endpoint)
          .filter(endpoint -> METHODS.contains(endpoint.method.name()))
          .map(endpoint -> endpoint.method.name() + " " + endpoint.path.replace("<path>", "{path}"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> documented() {
    Set<String> found = new TreeSet<>();
    Spec.document()
        .get("paths")
        .properties()
        .forEach(path -> path.getValue().fieldNames().forEachRemaining(name -> {
          String method = name.toUpperCase(Locale.ROOT);
          if (METHODS.contains(method)) {
            found.add(method + " " + path.getKey());
          }
        }));
    return found;
  }

  @Test
  void has_no_dangling_references() {
    List<String> dangling = new ArrayList<>();
    walk(Spec.document(), node -> {
      if (node.has("$ref") && Spec.resolve(node).isMissingNode()) {
        dangling.add(node.get("$ref").asText());
      }
    });

    assertThat(dangling).isEmpty();
  }

  @Test
  void describes_each_path_parameter() {
    Spec.document().get("paths").properties().forEach(path -> {
      Set<String> told = new TreeSet<>();
      path.getValue().path("parameters").forEach(parameter -> {
        JsonNode resolved = Spec.resolve(parameter);
        if (resolved.get("in").asText().equals("path")) {
          told.add("{" + resolved.get("name").asText() + "}");
        }
      });
      assertThat(told.stream().allMatch(path.getKey()::contains))
          .as(path.getKey())
          .isTrue();
      assertThat(path.getKey().chars().filter(c -> c == '{').count()).isEqualTo(told.size());
    });
  }

  @Test
  void has_unique_operation_ids() {
    List<String> names = new ArrayList<>();
    walk(Spec.document().get("paths"), node -> {
      if (node.has("operationId")) {
        names.add(node.get("operationId").asText());
      }
    });

    assertThat(names).doesNotHaveDuplicates().hasSameSizeAs(documented());
  }

  @Test
  void has_valid_examples() {
    List<String> seen = new ArrayList<>();
    Spec.document().get("components").get("schemas").properties().forEach(schema -> {
      for (JsonNode example : schema.getValue().path("examples")) {
        seen.add(schema.getKey());
        assertThat(Spec.faults(schema.getKey(), example.toString()))
            .as(schema.getKey())
            .isEmpty();
      }
    });

    assertThat(seen).contains("Event", "Problem");
  }

  @Test
  void accepts_no_undocumented_properties() {
    ObjectNode problem = example("Problem");

    assertThat(Spec.faults("Problem", problem.toString())).isEmpty();
    assertThat(Spec.faults("Problem", problem.deepCopy().put("stack", "x").toString()))
        .isNotEmpty();
    assertThat(Spec.faults("Problem", problem.deepCopy().without("code").toString()))
        .isNotEmpty();
    assertThat(Spec.faults("Event", example("Event").put("timestamp", "now").toString()))
        .isNotEmpty();
    assertThat(Spec.faults("Event", example("Event").put("video_id", "1").toString()))
        .isNotEmpty();
    assertThat(Spec.faults("Event", example("Event").put("status", "pending").toString()))
        .isNotEmpty();
  }

  private static ObjectNode example(String schema) {
    return Spec.document()
        .get("components")
        .get("schemas")
        .get(schema)
        .get("examples")
        .get(0)
        .deepCopy();
  }

  @Test
  void detects_leaks_in_problems() {
    assertThat(Leaks.found("It is larger than the server accepts.")).isEmpty();
    assertThat(Leaks.found("The API is described at /api/openapi.yaml.")).isEmpty();
    assertThat(Leaks.found("Send application/offset+octet-stream.")).isEmpty();
    assertThat(List.of(
            "There is no /var/lib/file.",
            "There is no C:\\file.",
            "dev.reelstate.Thing failed.",
            "It was a NullPointerException.",
            "It failed at Thing.go(Thing.java:1).",
            "No row in select a from b.",
            "SQL is wrong."))
        .allSatisfy(text -> assertThat(Leaks.found(text)).isNotEmpty());
  }

  private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
    visitor.accept(node);
    node.forEach(child -> walk(child, visitor));
  }
}
