package dev.reelstate.examples.dashboard.annotation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.Json;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests. */
final class Body {

  private static final ObjectMapper JSON = Json.mapper();

  private Body() {}

  /**
   * Reads JSON.
   *
   * @throws JsonProcessingException if it is not as expected
   */
  static <T> T read(Context context, Class<T> type) throws JsonProcessingException {
    T value = JSON.readValue(context.body(), type);
    if (value == null) {
      throw ReviewException.invalid("The request needs a body.");
    }
    return value;
  }

  /**
   * Requires a property, which Jackson leaves null where it is missing.
   *
   * @throws IllegalArgumentException if it is missing
   */
  static void require(String name, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("The property " + name + " is missing.");
    }
  }
}
