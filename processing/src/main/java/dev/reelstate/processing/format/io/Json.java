package dev.reelstate.processing.format.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON file from front to back, strictly. Not thread-safe. */
public final class Json {

  /** Deeper than any annotation file, shallow enough for any stack. */
  static final int DEEPEST = 64;

  /** Reads what is in a file. */
  @FunctionalInterface
  public interface Body {
    /** Reads everything. */
    void read(Json json) throws IOException;
  }

  /** Reads one field of an object, or skips it. */
  @FunctionalInterface
  public interface Field {
    /** Reads the value of a field that is not null. */
    void read(String name) throws IOException;
  }

  /** Reads one element of an array. */
  @FunctionalInterface
  public interface Element {
    /** Reads an element. */
    void read() throws IOException;
  }

  private final JsonReader reader;

  private Json(JsonReader reader) {
    this.reader = reader;
  }

  /** Reads a file; a {@link Refusal} is one of where reading stands. */
  public static void read(Path file, Body body) {
    try (Reader text = Texts.open(file);
        JsonReader reader = strict(text)) {
      read(file, reader, body);
    } catch (IOException e) {
      throw Texts.unreadable(file, e);
    }
  }

  /** Takes nothing but JSON. */
  static JsonReader strict(Reader text) {
    JsonReader reader = new JsonReader(text);
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEEPEST);
    return reader;
  }

  private static void read(Path file, JsonReader reader, Body body) throws IOException {
    try {
      body.read(new Json(reader));
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new Refusal("There is more after the end of the JSON document.");
      }
    } catch (Refusal e) {
      throw e.in(file, reader.getPath());
    } catch (EOFException | MalformedJsonException e) {
      throw new Refusal(JsonFault.of(file)).in(file, reader.getPath());
    }
  }

  /** Whether an array comes next, rather than an object. */
  public boolean isArray() throws IOException {
    return reader.peek() == JsonToken.BEGIN_ARRAY;
  }

  /** Whether an object or an array comes next. */
  public boolean isNested() throws IOException {
    return isArray() || reader.peek() == JsonToken.BEGIN_OBJECT;
  }

  /** Reads an object; fields that are null are left out. */
  public void object(Field field) throws IOException {
    expect(JsonToken.BEGIN_OBJECT);
    reader.beginObject();
    Set<String> names = new HashSet<>();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (!names.add(name)) {
        throw new Refusal("The name \"" + name + "\" occurs twice in its object.");
      }
      if (reader.peek() == JsonToken.NULL) {
        reader.nextNull();
      } else {
        field.read(name);
      }
    }
    reader.endObject();
  }

  /** Reads an array. */
  public void array(Element element) throws IOException {
    expect(JsonToken.BEGIN_ARRAY);
    reader.beginArray();
    while (reader.hasNext()) {
      element.read();
    }
    reader.endArray();
  }

  /** Reads a number. */
  public double real() throws IOException {
    expect(JsonToken.NUMBER);
    return Numbers.real("number", reader.nextString());
  }

  /** Reads an ID: a whole number of any size, or text. */
  public String id() throws IOException {
    if (reader.peek() == JsonToken.NUMBER) {
      return Numbers.whole("ID", reader.nextString());
    }
    expect(JsonToken.STRING);
    String id = reader.nextString();
    if (id.isBlank()) {
      throw new Refusal("An ID is blank.");
    }
    return id;
  }

  /** Reads text. */
  public String text() throws IOException {
    expect(JsonToken.STRING);
    return reader.nextString();
  }

  /** Reads a number as its text. */
  public String number() throws IOException {
    expect(JsonToken.NUMBER);
    return reader.nextString();
  }

  /** Reads 0, 1, false or true. */
  public boolean flag(String what) throws IOException {
    return reader.peek() == JsonToken.BOOLEAN
        ? reader.nextBoolean()
        : Numbers.flag(what, Numbers.whole(what, number()));
  }

  /** Reads text, a number or a truth value as text; null stands for null, or for what is nested. */
  public @Nullable String scalar() throws IOException {
    JsonToken token = reader.peek();
    if (token == JsonToken.BOOLEAN) {
      return Boolean.toString(reader.nextBoolean());
    }
    if (token == JsonToken.STRING || token == JsonToken.NUMBER) {
      return reader.nextString();
    }
    reader.skipValue();
    return null;
  }

  /** Skips a value. */
  public void skip() throws IOException {
    reader.skipValue();
  }

  private void expect(JsonToken token) throws IOException {
    JsonToken found = reader.peek();
    if (found != token) {
      throw new Refusal("Expected %s, but found %s.".formatted(name(token), name(found)));
    }
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case BEGIN_ARRAY -> "an array";
      case BEGIN_OBJECT -> "an object";
      case NULL -> "null";
      default -> token.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
