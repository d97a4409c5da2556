package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/** The OpenAPI document, and the validation of responses against it. */
final class Spec {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOCATION = "https://reelstate.dev/openapi.yaml";
  private static final String PROBLEM = "application/problem+json";
  private static final String SCHEMAS = "#/components/schemas/";

  private static final JsonNode DOCUMENT = JSON.valueToTree(new Yaml().load(text()));
  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
      Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(LOCATION, DOCUMENT.toString())));
  private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

  private Spec() {}

  static String text() {
    try (InputStream document = Spec.class.getResourceAsStream("/openapi.yaml")) {
      assertThat(document).isNotNull();
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode document() {
    return DOCUMENT;
  }

  /** The errors in a JSON text as an instance of a schema; empty if it is valid. */
  static List<String> faults(String schema, String json) {
    return LOADED
        .computeIfAbsent(
            schema, name -> REGISTRY.getSchema(SchemaLocation.of(LOCATION + SCHEMAS + name)))
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(fault -> fault.getInstanceLocation() + " " + fault.getMessage())
        .toList();
  }

  /** Fails if a response does not match the document. */
  static void check(String method, String path, HttpResponse<byte[]> response) {
    String what = method + " " + path + " -> " + response.statusCode();
    Optional<JsonNode> operation = operation(method, path);
    if (operation.isEmpty()) {
      assertThat(response.statusCode()).as(what).isIn(401, 404, 405, 421);
      if (!method.equals("HEAD")) {
        checkBody(what, PROBLEM, "Problem", response);
      }
      return;
    }
    JsonNode responses = operation.get().get("responses");
    String status = Integer.toString(response.statusCode());
    JsonNode documented =
        responses.has(status) ? responses.get(status) : responses.path(status.charAt(0) + "XX");
    assertThat(documented.isMissingNode()).as("%s is not documented", what).isFalse();
    JsonNode answer = resolve(documented);
    checkHeaders(what, answer, response);
    if (method.equals("HEAD") || !answer.has("content")) {
      assertThat(response.body()).as(what).isEmpty();
    } else {
      checkContent(what, answer.get("content"), response);
    }
  }

  private static void checkHeaders(String what, JsonNode answer, HttpResponse<byte[]> response) {
    answer.path("headers").properties().forEach(entry -> {
      JsonNode header = resolve(entry.getValue());
      String value = response.headers().firstValue(entry.getKey()).orElse("");
      if (header.path("required").asBoolean()) {
        assertThat(value).as("%s, header %s", what, entry.getKey()).isNotEmpty();
      }
      JsonNode schema = header.path("schema");
      if (!value.isEmpty() && schema.has("pattern")) {
        assertThat(value).as(what).matches(schema.get("pattern").asText());
      } else if (!value.isEmpty() && schema.has("const")) {
        assertThat(value).as(what).isEqualTo(schema.get("const").asText());
      } else if (!value.isEmpty() && schema.path("type").asText().equals("integer")) {
        assertThat(value).as(what).matches("\\d+");
      }
    });
  }

  private static void checkContent(String what, JsonNode content, HttpResponse<byte[]> response) {
    if (content.has("*/*")) {
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    assertThat(content.has(type)).as("%s answers %s", what, type).isTrue();
    String schema = content.get(type).path("schema").path("$ref").asText();
    if (!schema.isEmpty()) {
      checkBody(what, type, schema.substring(SCHEMAS.length()), response);
    }
  }

  private static void checkBody(
      String what, String type, String schema, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .as(what)
        .startsWith(type);
    assertThat(faults(schema, body)).as("%s %s", what, body).isEmpty();
    if (schema.equals("Problem")) {
      Leaks.check(body, response.statusCode());
    }
  }

  /** The operation of a request: of the matching paths, the one with the fewest parameters. */
  private static Optional<JsonNode> operation(String method, String path) {
    List<String> fitting = new ArrayList<>();
    DOCUMENT.get("paths").fieldNames().forEachRemaining(template -> {
      String pattern = template.replace("{path}", ".+").replaceAll("\\{\\w+}", "[^/]+");
      if (path.replaceFirst("\\?.*", "").matches(pattern)) {
        fitting.add(template);
      }
    });
    fitting.sort((one, other) -> Long.compare(parameters(one), parameters(other)));
    return fitting.stream()
        .findFirst()
        .map(template ->
            DOCUMENT.get("paths").get(template).get(method.toLowerCase(java.util.Locale.ROOT)));
  }

  private static long parameters(String template) {
    return template.chars().filter(character -> character == '{').count();
  }

  static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
  }
}
