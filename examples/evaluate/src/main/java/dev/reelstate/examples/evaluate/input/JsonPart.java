package dev.reelstate.examples.evaluate.input;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Reads a file that holds one object. */
  static JsonPart read(Path file) throws UnusableException {
    return new JsonPart(file, "$", JsonText.read(file)).object();
  }

  /** Fails if there are other keys. */
  void requireKnown(Set<String> keys) throws UnusableException {
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!keys.contains(name)) {
        throw wrong("\"" + name + "\" is none of "
            + String.join(", ", keys.stream().sorted().toList()));
      }
    }
  }

  Optional<JsonPart> part(String key) throws UnusableException {
    return node.hasNonNull(key)
        ? Optional.of(new JsonPart(file, path + "." + key, node.get(key)).object())
        : Optional.empty();
  }

  /** The objects of an array that has to be there. */
  List<JsonPart> elements(String key) throws UnusableException {
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

  Optional<String> text(String key) throws UnusableException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw wrong("\"" + key + "\" is not a text");
    }
    return Optional.ofNullable(value.textValue());
  }

  Optional<Double> number(String key) throws UnusableException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isNumber()) {
      throw wrong("\"" + key + "\" is not a number");
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.doubleValue());
  }

  Optional<Long> whole(String key) throws UnusableException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.canConvertToExactIntegral()) {
      throw wrong("\"" + key + "\" is not a whole number");
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.longValue());
  }

  /** Makes a value of it, and says where an argument is out of range. */
  <T> T checked(Function<JsonPart, T> maker) throws UnusableException {
    try {
      return maker.apply(this);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(file + ", " + path + ": " + e.getMessage(), e);
    }
  }

  UnusableException wrong(String what) {
    return new UnusableException(file + ", " + path + ": " + what + ".");
  }

  private JsonPart object() throws UnusableException {
    if (!node.isObject()) {
      throw wrong("this is not an object");
    }
    return this;
  }
}
