package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFormatTest {

  private static final RowFormat ALL = new RowFormat(List.of(PortableType.values()));

  @Test
  void a_row_is_a_line_of_json() throws IOException {
    UUID id = UUID.fromString("0b5d1f0e-6f6c-4e0c-9f3a-2f1d3c4b5a69");
    Object[] row = {
      id, "a\n\u00e9\ud83c\udfac", (short) -7, 42, Long.MIN_VALUE, 0.1, true, new byte[] {1, -1}
    };

    String line = new String(ALL.write(row), StandardCharsets.UTF_8);

    assertThat(line)
        .isEqualTo("[\"0b5d1f0e-6f6c-4e0c-9f3a-2f1d3c4b5a69\",\"a\\n\\u00E9\\uD83C\\uDFAC\",-7,42,"
            + "-9223372036854775808,0.1,true,\"Af8=\"]\n");
    assertThat(read(ALL, line)).hasSize(1).first().isEqualTo(row);
  }

  @Test
  void null_is_null_and_not_empty() throws IOException {
    @Nullable Object[] nothing = new Object[PortableType.values().length];

    assertThat(read(ALL, new String(ALL.write(nothing), StandardCharsets.UTF_8)))
        .containsExactly(nothing);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0.30000000000000004,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void a_double_is_restored_to_the_last_bit(double value) throws IOException {
    assertThat(roundTrip(PortableType.DOUBLE, value)).isEqualTo(value);
  }

  @Test
  void a_zero_has_no_sign() throws IOException {
    assertThat(roundTrip(PortableType.DOUBLE, -0.0)).isEqualTo(0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "\ud800 half a character", "\ufeff", "\u2028"})
  void text_is_restored_to_the_last_character(String text) throws IOException {
    assertThat(roundTrip(PortableType.TEXT, text)).isEqualTo(text);
  }

  private static @Nullable Object roundTrip(PortableType type, Object value) throws IOException {
    RowFormat format = new RowFormat(List.of(type));
    String line = new String(format.write(new Object[] {value}), StandardCharsets.UTF_8);
    return read(format, line).get(0)[0];
  }

  private static List<@Nullable Object[]> read(RowFormat format, String text) throws IOException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    long count = format.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        row -> rows.add(Arrays.copyOf(row, row.length)));
    assertThat(count).isEqualTo(rows.size());
    return rows;
  }
}
