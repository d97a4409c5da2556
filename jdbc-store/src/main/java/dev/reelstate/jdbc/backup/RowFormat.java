package dev.reelstate.jdbc.backup;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
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

  /** Receives rows. */
  interface RowConsumer {
    void accept(@Nullable Object[] row) throws IOException;
  }

  /** A row as text, including the line break. */
  byte[] write(@Nullable Object[] row) {
    StringBuilder line = new StringBuilder("[");
    for (int i = 0; i < types.size(); i++) {
      line.append(i == 0 ? "" : ",");
      Object value = row[i];
      if (value == null) {
        line.append("null");
      } else {
        types.get(i).write(line, value);
      }
    }
    return line.append("]\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads rows to the end.
   *
   * @return the number of rows
   * @throws IOException if they cannot be read, or are not rows of these types
   */
  long read(InputStream in, RowConsumer rows) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    long count = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      rows.accept(row(line));
      count++;
    }
    return count;
  }

  private @Nullable Object[] row(String line) throws IOException {
    @Nullable Object[] row = new Object[types.size()];
    JsonReader json = new JsonReader(new StringReader(line));
    json.setStrictness(Strictness.STRICT);
    try {
      json.beginArray();
      for (int i = 0; i < row.length; i++) {
        row[i] = value(json, types.get(i));
      }
      json.endArray();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("Not one row");
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw (IOException) new MalformedJsonException("Not a row of the table").initCause(e);
    }
    return row;
  }

  private static @Nullable Object value(JsonReader json, PortableType type) throws IOException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return null;
    }
    return type.read(json);
  }
}
