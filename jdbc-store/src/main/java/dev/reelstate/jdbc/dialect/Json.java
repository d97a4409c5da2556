package dev.reelstate.jdbc.dialect;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonWriter;
import dev.reelstate.ReelstateException;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records as JSON text. Durations and times are in ISO form, enum constants in
 * lower case, and nulls are omitted. Unknown properties are ignored, so that this release can read
 * what a later one has written. Thread-safe.
 */
public final class Json {

  private static final Gson GSON = builder().create();
  private static final Gson PRETTY = builder().setPrettyPrinting().create();

  /** Writes values one after the other. */
  @FunctionalInterface
  public interface Content {

    /** Writes one value. */
    void writeTo(JsonWriter json) throws IOException;
  }

  private Json() {}

  private static GsonBuilder builder() {
    return new GsonBuilder()
        .setStrictness(Strictness.STRICT)
        .disableHtmlEscaping()
        .disableJdkUnsafe()
        .registerTypeAdapter(Duration.class, text(Duration::toString, Duration::parse))
        .registerTypeAdapter(Instant.class, text(Instant::toString, Instant::parse))
        .registerTypeAdapter(double.class, new DoubleAdapter())
        .registerTypeAdapter(Double.class, new DoubleAdapter().nullSafe())
        .registerTypeAdapterFactory(new LowerCaseEnums());
  }

  private static <T> TypeAdapter<T> text(Function<T, String> write, Function<String, T> read) {
    return new TextAdapter<>(write, read).nullSafe();
  }

  public static @Nullable String write(@Nullable Object value) {
    return value == null ? null : GSON.toJson(value);
  }

  /** Writes a value part by part. */
  public static String write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = GSON.newJsonWriter(text)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw ReelstateException.internal("A value cannot be written as JSON.", e);
    }
    return text.toString();
  }

  /** How values of a type are written. */
  public static TypeAdapter<?> adapter(Type type) {
    return GSON.getAdapter(TypeToken.get(type));
  }

  public static JsonObject tree(Object value) {
    return GSON.toJsonTree(value).getAsJsonObject();
  }

  /** Writes a tree for people, with line breaks. */
  public static String pretty(JsonObject tree) {
    return PRETTY.toJson(tree);
  }

  public static JsonArray parseArray(String text) {
    return parse(text, JsonArray.class);
  }

  public static <T> @Nullable T read(@Nullable String text, Class<T> type) {
    return text == null ? null : value(parse(text), type);
  }

  public static JsonObject parse(String text) {
    return parse(text, JsonObject.class);
  }

  private static <T extends JsonElement> T parse(String text, Class<T> type) {
    try {
      return Objects.requireNonNull(type.cast(GSON.fromJson(text, JsonElement.class)), "no value");
    } catch (RuntimeException e) {
      throw ReelstateException.internal("A row of the store holds JSON that cannot be read.", e);
    }
  }

  public static <T> T value(JsonObject tree, Class<T> type) {
    // Gson passes on whatever a record's constructor throws.
    try {
      return GSON.fromJson(tree, type);
    } catch (RuntimeException e) {
      throw ReelstateException.internal(
          "A row of the store holds JSON that is not a " + type.getSimpleName() + ".", e);
    }
  }
}
