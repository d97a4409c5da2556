package dev.reelstate.processing.worker;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts records to JSON and back, for the worker's pipe and for the inputs of stored tasks.
 * Durations and times are in ISO form and paths are URIs. Unknown properties are ignored, unknown
 * enum constants and messages are not. Nothing is nested more than 255 levels deep. Thread-safe.
 */
public final class Json {

  private static final Gson GSON = new GsonBuilder()
      .setStrictness(Strictness.STRICT)
      .serializeNulls()
      .disableHtmlEscaping()
      .disableJdkUnsafe()
      .registerTypeAdapter(Duration.class, text(Duration::toString, Duration::parse))
      .registerTypeAdapter(Instant.class, text(Instant::toString, Instant::parse))
      .registerTypeHierarchyAdapter(
          Path.class, text((Path path) -> path.toUri().toString(), uri -> Path.of(URI.create(uri))))
      .registerTypeAdapter(double.class, new DoubleAdapter())
      .registerTypeAdapter(Double.class, new DoubleAdapter().nullSafe())
      .registerTypeAdapterFactory(new EnumAdapters())
      .registerTypeAdapterFactory(new MessageAdapters())
      .create();

  private Json() {}

  private static <T> TypeAdapter<T> text(Function<T, String> write, Function<String, T> read) {
    return new TextAdapter<>(write, read).nullSafe();
  }

  /** Writes a value as JSON. */
  public static String write(Object value) {
    try {
      return GSON.toJson(value);
    } catch (JsonIOException e) {
      throw new IllegalArgumentException(
          "A " + value.getClass().getSimpleName() + " cannot be written as JSON.", e);
    }
  }

  /**
   * Reads a value from JSON.
   *
   * @throws IllegalArgumentException if the text is not a value of that type
   */
  public static <T> T read(String text, Class<T> type) {
    return required(type, () -> GSON.fromJson(text, type));
  }

  /**
   * Reads a value from JSON that has nothing else in it. For what must not lose a part of its
   * meaning when an earlier release reads it.
   *
   * @throws IllegalArgumentException if the text is not a value of that type, or has a property
   *     that the type does not have
   */
  public static <T> T readWhole(String text, Class<T> type) {
    JsonElement tree = required(type, () -> GSON.fromJson(text, JsonElement.class));
    T value = required(type, () -> GSON.fromJson(tree, type));
    if (!isWhole(tree, GSON.toJsonTree(value))) {
      throw new IllegalArgumentException(
          "The text has more in it than a " + type.getSimpleName() + " in JSON.");
    }
    return value;
  }

  private static boolean isWhole(JsonElement text, JsonElement understood) {
    if (text instanceof JsonObject object && understood instanceof JsonObject known) {
      return object.entrySet().stream()
          .allMatch(property -> known.has(property.getKey())
              && isWhole(property.getValue(), known.get(property.getKey())));
    }
    if (text instanceof JsonArray array && understood instanceof JsonArray known) {
      return array.size() == known.size()
          && IntStream.range(0, array.size()).allMatch(i -> isWhole(array.get(i), known.get(i)));
    }
    return true;
  }

  private static <V> V required(Class<?> type, Supplier<@Nullable V> reading) {
    // Gson passes on whatever a record's constructor throws.
    try {
      return Objects.requireNonNull(reading.get(), "no value");
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The text is not a " + type.getSimpleName() + " in JSON.", e);
    }
  }
}
