package dev.reelstate.jdbc.dialect;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Enum constants by their names, written in lower case and read in any. An unknown name is an
 * error; Gson would read it as null. Thread-safe.
 */
final class LowerCaseEnums implements TypeAdapterFactory {

  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    @SuppressWarnings("unchecked")
    Class<T> raw = (Class<T>) type.getRawType();
    return raw.isEnum() ? adapter(raw).nullSafe() : null;
  }

  private static <T> TypeAdapter<T> adapter(Class<T> type) {
    return new TextAdapter<>(
        constant -> constant.toString().toLowerCase(Locale.ROOT), text -> named(type, text));
  }

  private static <T> T named(Class<T> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new JsonParseException(
            name + " is none of the constants of " + type.getSimpleName() + "."));
  }
}
