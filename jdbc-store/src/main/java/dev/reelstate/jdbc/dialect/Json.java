package dev.reelstate.jdbc.dialect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelstate.ReelstateException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes records as JSON text. Durations and times are in ISO form, enum constants in
 * lower case, and nulls are omitted. Unknown properties are ignored, so that this release can read
 * what a later one has written. Thread-safe.
 */
public final class Json {

  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .addModule(new SimpleModule()
          .addSerializer(Duration.class, new TextSerializer<>())
          .addSerializer(Instant.class, new TextSerializer<>())
          .addDeserializer(Duration.class, new TextDeserializer<>(Duration::parse))
          .addDeserializer(Instant.class, new TextDeserializer<>(Instant::parse)))
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
      .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
      .defaultPropertyInclusion(
          JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
      .build();

  private Json() {}

  public static @Nullable String write(@Nullable Object value) {
    return value == null ? null : write(value, MAPPER.writer());
  }

  public static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Creates a writer of values of a closed family in another shape, each with the name of its type.
   */
  public static ObjectWriter writer(
      TypeReference<?> root,
      Class<?> family,
      Class<?> shape,
      Map<String, ? extends Class<?>> types) {
    ObjectMapper mapper = MAPPER.copy().addMixIn(family, shape);
    types.forEach((name, type) -> mapper.registerSubtypes(new NamedType(type, name)));
    return mapper.writerFor(root);
  }

  public static String write(Object value, ObjectWriter writer) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw ReelstateException.internal("A value cannot be written as JSON.", e);
    }
  }

  public static ArrayNode parseArray(String text) {
    return parse(text, ArrayNode.class);
  }

  public static <T> @Nullable T read(@Nullable String text, Class<T> type) {
    return text == null ? null : value(parse(text), type);
  }

  public static ObjectNode parse(String text) {
    return parse(text, ObjectNode.class);
  }

  private static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw ReelstateException.internal("A row of the store holds JSON that cannot be read.", e);
    }
  }

  public static <T> T value(ObjectNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw ReelstateException.internal(
          "A row of the store holds JSON that is not a " + type.getSimpleName() + ".", e);
    }
  }

  private static final class TextSerializer<T> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider serializers)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class TextDeserializer<T> extends JsonDeserializer<T> {

    private final Function<String, T> parser;

    TextDeserializer(Function<String, T> parser) {
      this.parser = parser;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return parser.apply(json.getValueAsString());
    }
  }
}
