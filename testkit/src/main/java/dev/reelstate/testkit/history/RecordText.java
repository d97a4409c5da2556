package dev.reelstate.testkit.history;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as text of one line, such as {@code Mark("node-1",17,2027-01-31T10:00:00Z)}. They may
 * consist of other records, enums, texts, numbers, times, lists, sets and maps of texts.
 */
final class RecordText {

  private RecordText() {}

  static String write(@Nullable Object value) {
    if (value instanceof Record parts) {
      return Arrays.stream(parts.getClass().getRecordComponents())
          .map(component -> write(part(parts, component)))
          .collect(Collectors.joining(",", parts.getClass().getSimpleName() + "(", ")"));
    } else if (value instanceof Collection<?> items) {
      return items.stream().map(RecordText::write).collect(Collectors.joining(",", "[", "]"));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> write(entry.getKey()) + ":" + write(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    } else if (value instanceof String text) {
      return quoted(text);
    }
    return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
  }

  private static @Nullable Object part(Record whole, RecordComponent component) {
    try {
      return component.getAccessor().invoke(whole);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("A record that cannot be read: " + whole, e);
    }
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param type a record, or a sealed interface of records
   * @throws IllegalArgumentException if the text is not a record of that type
   */
  static <T> T read(Class<T> type, String text) {
    return type.cast(new RecordTextReader(text).read(type));
  }
}
