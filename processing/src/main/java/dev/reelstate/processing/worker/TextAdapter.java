package dev.reelstate.processing.worker;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.function.Function;

/** Values as JSON strings. Thread-safe if its functions are. */
final class TextAdapter<T> extends TypeAdapter<T> {

  private final Function<T, String> toText;
  private final Function<String, T> fromText;

  TextAdapter(Function<T, String> toText, Function<String, T> fromText) {
    this.toText = toText;
    this.fromText = fromText;
  }

  @Override
  public void write(JsonWriter json, T value) throws IOException {
    json.value(toText.apply(value));
  }

  @Override
  public T read(JsonReader json) throws IOException {
    return fromText.apply(json.nextString());
  }
}
