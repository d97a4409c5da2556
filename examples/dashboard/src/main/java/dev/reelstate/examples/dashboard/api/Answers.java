package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.Json;
import io.javalin.http.Context;

/** Sends views of videos, with the names of older clients for those that ask for them. */
final class Answers {

  private static final ObjectMapper PLAIN = Json.mapper();
  private static final ObjectMapper WITH_ALIASES = Json.mapperWithAliases();

  private Answers() {}

  static void json(Context context, Object view) {
    try {
      context.contentType("application/json").result(mapper(context).writeValueAsBytes(view));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A view cannot be written.", e);
    }
  }

  /** Writes what a request asks for: with the names of older clients or without. */
  static ObjectMapper mapper(Context context) {
    return "true".equals(context.queryParam("aliases")) ? WITH_ALIASES : PLAIN;
  }
}
