package dev.reelstate.examples.dashboard.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.examples.dashboard.view.Json;

/**
 * An event as sent over the wire, serialized once for all clients.
 *
 * @param json its JSON
 */
record Encoded(@JsonValue @JsonRawValue String json) {

  private static final ObjectMapper MAPPER = Json.mapper();

  static Encoded of(EventView view) {
    try {
      return new Encoded(MAPPER.writeValueAsString(view));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event cannot be written.", e);
    }
  }
}
