package dev.reelstate.examples.dashboard.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.examples.dashboard.view.Json;

/**
 * An event as sent over the wire, serialized once for all clients of a kind.
 *
 * @param plain its JSON
 * @param withAliases its JSON with the names of older clients
 */
record Encoded(Text plain, Text withAliases) {

  private static final ObjectMapper PLAIN = Json.mapper();
  private static final ObjectMapper WITH_ALIASES = Json.mapperWithAliases();

  /** JSON that is sent as it is. */
  record Text(@JsonValue @JsonRawValue String json) {}

  static Encoded of(EventView view) {
    try {
      return new Encoded(
          new Text(PLAIN.writeValueAsString(view)),
          new Text(WITH_ALIASES.writeValueAsString(view)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An event cannot be written.", e);
    }
  }
}
