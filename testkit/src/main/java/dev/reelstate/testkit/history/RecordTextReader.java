package dev.reelstate.testkit.history;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the text of one record. Not thread-safe. */
final class RecordTextReader {

  private static final Map<Class<?>, Function<String, Object>> WORDS = Map.of(
      boolean.class, Boolean::valueOf,
      int.class, Integer::valueOf,
      Integer.class, Integer::valueOf,
      long.class, Long::valueOf,
      Long.class, Long::valueOf,
      double.class, Double::valueOf,
      Double.class, Double::valueOf,
      Instant.class, Instant::parse,
      Duration.class, Duration::parse,
      UUID.class, UUID::fromString);

  private final String text;
  private int at;

  RecordTextReader(String text) {
    this.text = text;
  }

  /** Reads the whole text. */
  Object read(Class<?> type) {
    try {
      Object value = value(type);
      if (value == null || at != text.length()) {
        throw broken("More follows");
      }
      return value;
    } catch (StringIndexOutOfBoundsException e) {
      throw broken("It ends early");
    }
  }

  private @Nullable Object value(Type type) {
    if (type instanceof ParameterizedType collection) {
      return collection(collection);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class && text.charAt(at) == '"') {
      return quoted();
    }
    String word = word();
    if (word.equals("null")) {
      return null;
    }
    if (plain.isEnum()) {
      return constant(plain, word);
    }
    Function<String, Object> parser = WORDS.get(plain);
    return parser == null ? parts(recordOf(plain, word)) : parser.apply(word);
  }

  private @Nullable Object collection(ParameterizedType type) {
    if (text.charAt(at) == 'n') {
      word();
      return null;
    }
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Map.class) {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      each('{', '}', () -> {
        Object key = value(of[0]);
        take(':');
        map.put(key, value(of[1]));
      });
      return map;
    }
    List<@Nullable Object> items = new ArrayList<>();
    each('[', ']', () -> items.add(value(of[0])));
    return type.getRawType() == List.class ? items : new LinkedHashSet<>(items);
  }

  private Object parts(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<@Nullable Object> parts = new ArrayList<>();
    each('(', ')', () -> parts.add(value(components[parts.size()].getGenericType())));
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getConstructor(types).newInstance(parts.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Not a history: no " + type + " of " + parts, e);
    }
  }

  private Class<?> recordOf(Class<?> type, String name) {
    return records(type)
        .filter(one -> one.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> broken("There is no \"" + name + "\""));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordTextReader::records)
        : Stream.of(type);
  }

  private Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> ((Enum<?>) one).name().equals(name))
        .findFirst()
        .orElseThrow(() -> broken("There is no \"" + name + "\""));
  }

  private void each(char open, char close, Runnable item) {
    take(open);
    while (text.charAt(at) != close) {
      item.run();
      if (text.charAt(at) != close) {
        take(',');
      }
    }
    take(close);
  }

  private String word() {
    int start = at;
    while (at < text.length() && "(),[]{}".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder plain = new StringBuilder();
    take('"');
    while (text.charAt(at) != '"') {
      char next = text.charAt(at++);
      plain.append(next == '\\' ? escaped(text.charAt(at++)) : next);
    }
    take('"');
    return plain.toString();
  }

  private static char escaped(char letter) {
    return switch (letter) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      default -> letter;
    };
  }

  private void take(char wanted) {
    if (text.charAt(at) != wanted) {
      throw broken("Not a " + wanted);
    }
    at++;
  }

  private IllegalArgumentException broken(String why) {
    return new IllegalArgumentException(
        "Not a history: " + why + " at character " + at + " of: " + text);
  }
}
