package dev.reelstate.jdbc.backup;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/**
 * The column types that all databases have in common, and how a backup writes their values.
 * Immutable and thread-safe.
 */
enum PortableType {

  /** Text in the standard form. */
  UUID(SQLDataType.UUID) {
    @Override
    void write(StringBuilder json, Object value) {
      AsciiText.quote(json, value.toString());
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return java.util.UUID.fromString(text(json));
    }
  },

  /** Text. */
  TEXT(SQLDataType.VARCHAR) {
    @Override
    void write(StringBuilder json, Object value) {
      AsciiText.quote(json, (String) value);
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return text(json);
    }
  },

  /** A 16-bit integer. */
  SMALLINT(SQLDataType.SMALLINT) {
    @Override
    void write(StringBuilder json, Object value) {
      json.append(value);
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return Short.valueOf(number(json));
    }
  },

  /** A 32-bit integer. */
  INTEGER(SQLDataType.INTEGER) {
    @Override
    void write(StringBuilder json, Object value) {
      json.append(value);
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return Integer.valueOf(number(json));
    }
  },

  /** A 64-bit integer, including times in microseconds since 1970-01-01 UTC. */
  BIGINT(SQLDataType.BIGINT) {
    @Override
    void write(StringBuilder json, Object value) {
      json.append(value);
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return Long.valueOf(number(json));
    }
  },

  /**
   * A number with enough digits to tell it from its neighbours, or NaN, Infinity or -Infinity as
   * text. Zero has no sign, since not every database keeps it.
   */
  DOUBLE(SQLDataType.DOUBLE) {
    @Override
    void write(StringBuilder json, Object value) {
      double number = (Double) value + 0.0;
      if (Double.isFinite(number)) {
        json.append(number);
      } else {
        AsciiText.quote(json, Double.toString(number));
      }
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return Double.valueOf(json.peek() == JsonToken.STRING ? text(json) : number(json));
    }
  },

  /** True or false. */
  BOOLEAN(SQLDataType.BOOLEAN) {
    @Override
    void write(StringBuilder json, Object value) {
      json.append(value);
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return json.nextBoolean();
    }
  },

  /** Base64 text. */
  BINARY(SQLDataType.VARBINARY) {
    @Override
    void write(StringBuilder json, Object value) {
      AsciiText.quote(json, Base64.getEncoder().encodeToString((byte[]) value));
    }

    @Override
    Object read(JsonReader json) throws IOException {
      return Base64.getDecoder().decode(text(json));
    }
  };

  // jOOQ's built-in types are immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final DataType<?> jooq;

  PortableType(DataType<?> jooq) {
    this.jooq = jooq;
  }

  /** The type for values of a class. */
  static PortableType of(Class<?> values) {
    return Arrays.stream(values())
        .filter(type -> type.jooq.getType() == values)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("A backup cannot hold values of " + values.getName() + "."));
  }

  /** The type that a manifest names, if this release knows it. */
  static Optional<PortableType> named(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName().equals(wireName))
        .findFirst();
  }

  /** The name in a manifest. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The jOOQ type, whatever the database calls it. */
  DataType<?> jooq() {
    return jooq;
  }

  /** Appends a value. */
  abstract void write(StringBuilder json, Object value);

  /**
   * Reads the next value.
   *
   * @throws IOException if it is not of this type
   * @throws IllegalArgumentException if it is not of this type
   * @throws IllegalStateException if it is not of this type
   */
  abstract Object read(JsonReader json) throws IOException;

  private static String text(JsonReader json) throws IOException {
    return next(json, JsonToken.STRING);
  }

  private static String number(JsonReader json) throws IOException {
    return next(json, JsonToken.NUMBER);
  }

  private static String next(JsonReader json, JsonToken kind) throws IOException {
    if (json.peek() != kind) {
      throw new MalformedJsonException("Not a value of the column's type");
    }
    return json.nextString();
  }
}
