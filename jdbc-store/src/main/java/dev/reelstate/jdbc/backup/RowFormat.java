package dev.reelstate.jdbc.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text: each is a line with a JSON array of one value per column. Characters beyond ASCII
 * are escaped, so that unpaired surrogates, which some databases keep, survive too. Immutable and
 * thread-safe.
 *
 * @param types the types of the columns
 */
record RowFormat(List<PortableType> types) {

  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
      .streamReadConstraints(
          StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
      .build();

  /** Receives rows. */
  interface RowConsumer {
    void accept(@Nullable Object[] row) throws IOException;
  }

  /** A row as text, including the line break. */
  byte[] write(@Nullable Object[] row) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartArray();
      for (int i = 0; i < types.size(); i++) {
        Object value = row[i];
        if (value == null) {
          json.writeNull();
        } else {
          types.get(i).write(json, value);
        }
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
    return line.toByteArray();
  }

  /**
   * Reads rows to the end.
   *
   * @return the number of rows
   * @throws IOException if they cannot be read, or are not rows of these types
   */
  long read(InputStream in, RowConsumer rows) throws IOException {
    long count = 0;
    try (JsonParser json = JSON.createParser(in)) {
      while (json.nextToken() != null) {
        rows.accept(row(json));
        count++;
      }
    }
    return count;
  }

  private @Nullable Object[] row(JsonParser json) throws IOException {
    @Nullable Object[] row = new Object[types.size()];
    require(json, json.currentToken() == JsonToken.START_ARRAY);
    for (int i = 0; i < row.length; i++) {
      row[i] = json.nextToken() == JsonToken.VALUE_NULL ? null : value(json, types.get(i));
    }
    require(json, json.nextToken() == JsonToken.END_ARRAY);
    return row;
  }

  private static Object value(JsonParser json, PortableType type) throws IOException {
    require(json, json.currentToken() != null && json.currentToken().isScalarValue());
    try {
      return type.read(json);
    } catch (IllegalArgumentException e) {
      throw new JsonParseException(json, "Not a value of the column's type", e);
    }
  }

  private static void require(JsonParser json, boolean holds) throws IOException {
    if (!holds) {
      throw new JsonParseException(json, "Not a row of the table");
    }
  }
}
