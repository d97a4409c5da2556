package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.video.VideoEdit;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads the changes to a video from the body of a request, and refuses whatever is not one. */
final class EditBody {

  private static final ObjectMapper JSON = Json.mapper();
  private static final Set<String> KNOWN = Set.of("title", "labels", "metadata", "priority");

  private EditBody() {}

  static VideoEdit of(Context context) throws JsonProcessingException {
    JsonNode body = JSON.readTree(context.body());
    if (!body.isObject() || body.isEmpty()) {
      throw ProblemException.invalid(
          "The body must be a JSON object with title, labels, metadata or priority.");
    }
    body.fieldNames()
        .forEachRemaining(name -> require(
            KNOWN.contains(name), "Only title, labels, metadata and priority can be changed."));
    try {
      VideoEdit edit = VideoEdit.none();
      if (body.has("title")) {
        edit = edit.withTitle(title(body.get("title")));
      }
      if (body.has("labels")) {
        edit = edit.withLabels(labels(body.get("labels")));
      }
      if (body.has("metadata")) {
        edit = edit.withMetadata(metadata(body.get("metadata")));
      }
      if (body.has("priority")) {
        require(body.get("priority").isInt(), "The priority must be a whole number.");
        edit = edit.withPriority(body.get("priority").intValue());
      }
      return edit;
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static String title(JsonNode title) {
    require(title.isTextual() && !title.asText().isBlank(), "The title must be a text.");
    return title.asText();
  }

  private static Set<String> labels(JsonNode labels) {
    require(labels.isArray(), "The labels must be an array of texts.");
    Set<String> words = new LinkedHashSet<>();
    labels.forEach(label -> {
      require(
          label.isTextual() && !label.asText().isBlank(), "The labels must be an array of texts.");
      words.add(label.asText().strip());
    });
    return words;
  }

  private static Map<String, String> metadata(JsonNode metadata) {
    require(metadata.isObject(), "The metadata must be an object whose values are texts.");
    Map<String, String> entries = new LinkedHashMap<>();
    metadata.properties().forEach(entry -> {
      require(
          entry.getValue().isTextual(), "The metadata must be an object whose values are texts.");
      entries.put(entry.getKey(), entry.getValue().asText());
    });
    return entries;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw ProblemException.invalid(otherwise);
    }
  }
}
