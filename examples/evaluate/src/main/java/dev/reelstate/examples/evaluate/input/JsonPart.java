package dev.reelstate.examples.evaluate.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A value in a JSON file, which knows its place in sentences about what is wrong.
 *
 * @param file the file
 * @param path its path in the file, such as {@code $.rules[0]}
 * @param node the value, an object
 */
record JsonPart(Path file, String path, JsonNode node) {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /** Reads a file that holds one object. */
  static JsonPart read(Path file) throws UnreadableException {
    try {
      return new JsonPart(file, "$", MAPPER.readTree(file.toFile())).object();
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new UnreadableException(
          file + ", line " + place.getLineNr() + ", column " + place.getColumnNr() + ": "
              + e.getOriginalMessage().replaceAll("\\R.*", "") + ".",
          e);
    } catch (IOException e) {
      throw new UnreadableException(Inputs.cannotRead(file, e), e);
    }
  }

  /** Fails if there are other keys. */
  void requireKnown(Set<String> keys) throws UnreadableException {
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw wrong("\"" + name + "\" is none of "
            + String.join(", ", keys.stream().sorted().toList()));
      }
    }
  }

  Optional<JsonPart> part(String key) throws UnreadableException {
    return node.hasNonNull(key)
        ? Optional.of(new JsonPart(file, path + "." + key, node.get(key)).object())
        : Optional.empty();
  }

  /** The objects of an array that has to be there. */
  List<JsonPart> elements(String key) throws UnreadableException {
    JsonNode array = node.path(key);
    if (!array.isArray()) {
      throw wrong("\"" + key + "\" is not an array");
    }
    List<JsonPart> parts = new ArrayList<>();
    for (JsonNode element : array) {
      parts.add(new JsonPart(file, path + "." + key + "[" + parts.size() + "]", element).object());
    }
    return parts;
  }

  Optional<String> text(String key) throws UnreadableException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw wrong("\"" + key + "\" is not a text");
    }
    return Optional.ofNullable(value.textValue());
  }

  Optional<Double> number(String key) throws UnreadableException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNumber()) {
      throw wrong("\"" + key + "\" is not a number");
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.doubleValue());
  }

  Optional<Long> whole(String key) throws UnreadableException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.canConvertToExactIntegral()) {
      throw wrong("\"" + key + "\" is not a whole number");
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.longValue());
  }

  /** Makes a value of it, and says where an argument is out of range. */
  <T> T checked(Function<JsonPart, T> maker) throws UnreadableException {
    try {
      return maker.apply(this);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(file + ", " + path + ": " + e.getMessage(), e);
    }
  }

  UnreadableException wrong(String what) {
    return new UnreadableException(file + ", " + path + ": " + what + ".");
  }

  private JsonPart object() throws UnreadableException {
    if (!node.isObject()) {
      throw wrong("this is not an object");
    }
    return this;
  }
}
