package dev.reelstate.examples.dashboard.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.examples.dashboard.view.Json;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Reads what clients send about runs, and what is written beside them. */
final class Bodies {

  private static final ObjectMapper JSON = Json.mapper();

  private Bodies() {}

  /**
   * Reads the body of a request.
   *
   * @throws JsonProcessingException if it is not as expected
   */
  static <T> T read(Context context, Class<T> type) throws JsonProcessingException {
    T value = JSON.readValue(context.body(), type);
    if (value == null) {
      throw RunException.invalid("The request needs a body.");
    }
    return value;
  }

  /** Reads a text that {@link #write} wrote. */
  static <T> T parse(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept run cannot be read.", e);
    }
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A run cannot be written.", e);
    }
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

  /** A whole number in the query, within a range. */
  static long number(Context context, String name, long otherwise, long least, long most) {
    String text = context.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw RunException.invalid(
        "The parameter " + name + " must be a number from " + least + " to " + most + ".");
  }
}
