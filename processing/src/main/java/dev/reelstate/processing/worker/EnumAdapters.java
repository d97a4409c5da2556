package dev.reelstate.processing.worker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Enum constants by their names. An unknown name is an error, not null as in Gson. Thread-safe. */
final class EnumAdapters implements TypeAdapterFactory {

  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    @SuppressWarnings("unchecked")
    Class<T> raw = (Class<T>) type.getRawType();
    return raw.isEnum() ? adapter(raw).nullSafe() : null;
  }

  private static <T> TypeAdapter<T> adapter(Class<T> type) {
    return new TextAdapter<>(Object::toString, text -> named(type, text));
  }

  private static <T> T named(Class<T> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new JsonParseException(
            name + " is none of the constants of " + type.getSimpleName() + "."));
  }
}
