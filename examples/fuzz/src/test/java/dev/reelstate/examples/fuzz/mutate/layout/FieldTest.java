package dev.reelstate.examples.fuzz.mutate.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.fuzz.mutate.layout.Field.Coding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
      BIG,    4, 0x01020304,  0001020304000000
      LITTLE, 4, 0x01020304,  0004030201000000
      BIG,    3, 0x01020304,  0002030400000000
      EBML,   1, 5,           0085000000000000
      EBML,   2, 0x123,       0041230000000000
      STAMP,  5, 0x1FFFFFFFF, 000EFFFFFFFF0000
      STAMP,  5, 0x12345678,  0000 48 D1 AC F1 0000
      """)
  void writes_and_reads_numbers(Coding coding, int width, long value, String hex) {
    byte[] file = new byte[8];
    Field field = new Field(1, width, coding);

    field.write(file, value);

    assertThat(file).asHexString().isEqualTo(hex.replace(" ", ""));
    assertThat(field.read(file)).isEqualTo(coding == Coding.BIG && width == 3 ? 0x020304 : value);
  }
}
