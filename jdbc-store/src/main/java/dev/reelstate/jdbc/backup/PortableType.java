package dev.reelstate.jdbc.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
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
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeString(value.toString());
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return java.util.UUID.fromString(text(json));
    }
  },

  /** Text. */
  TEXT(SQLDataType.VARCHAR) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeString((String) value);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return text(json);
    }
  },

  /** A 16-bit integer. */
  SMALLINT(SQLDataType.SMALLINT) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeNumber((Short) value);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return integer(json).getShortValue();
    }
  },

  /** A 32-bit integer. */
  INTEGER(SQLDataType.INTEGER) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeNumber((Integer) value);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return integer(json).getIntValue();
    }
  },

  /** A 64-bit integer, including times in microseconds since 1970-01-01 UTC. */
  BIGINT(SQLDataType.BIGINT) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeNumber((Long) value);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return integer(json).getLongValue();
    }
  },

  /**
   * A number with enough digits to tell it from its neighbours, or NaN, Infinity or -Infinity as
   * text. Zero has no sign, since not every database keeps it.
   */
  DOUBLE(SQLDataType.DOUBLE) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeNumber((Double) value + 0.0);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return json.currentToken() == JsonToken.VALUE_STRING
          ? Double.parseDouble(json.getText())
          : number(json).getDoubleValue();
    }
  },

  /** True or false. */
  BOOLEAN(SQLDataType.BOOLEAN) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeBoolean((Boolean) value);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return json.getBooleanValue();
    }
  },

  /** Base64 text. */
  BINARY(SQLDataType.VARBINARY) {
    @Override
    void write(JsonGenerator json, Object value) throws IOException {
      json.writeBinary((byte[]) value);
    }

    @Override
    Object read(JsonParser json) throws IOException {
      return json.getBinaryValue();
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

  /** Writes a value. */
  abstract void write(JsonGenerator json, Object value) throws IOException;

  /**
   * Reads the parser's current value.
   *
   * @throws IOException if it is not of this type
   * @throws IllegalArgumentException if it is not of this type
   */
  abstract Object read(JsonParser json) throws IOException;

  private static String text(JsonParser json) throws IOException {
    return require(json, json.currentToken() == JsonToken.VALUE_STRING).getText();
  }

  private static JsonParser integer(JsonParser json) throws IOException {
    return require(json, json.currentToken() == JsonToken.VALUE_NUMBER_INT);
  }

  private static JsonParser number(JsonParser json) throws IOException {
    return require(json, json.currentToken().isNumeric());
  }

  private static JsonParser require(JsonParser json, boolean holds) throws IOException {
    if (!holds) {
      throw new JsonParseException(json, "Not a value of the column's type");
    }
    return json;
  }
}
