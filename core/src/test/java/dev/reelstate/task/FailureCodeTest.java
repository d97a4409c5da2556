package dev.reelstate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.task.FailureCode.Family;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureCodeTest {

  @Test
  void every_constant_is_known_under_its_own_number_and_name() throws IllegalAccessException {
    List<Field> constants = Arrays.stream(FailureCode.class.getFields())
        .filter(field ->
            field.getType() == FailureCode.class && Modifier.isStatic(field.getModifiers()))
        .toList();

    assertThat(constants).hasSize(FailureCode.known().size()).isNotEmpty();
    for (Field constant : constants) {
      FailureCode code = (FailureCode) constant.get(null);
      assertThat(code.name()).isEqualTo(constant.getName());
      assertThat(FailureCode.known()).containsEntry(code.number(), code);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1999, INPUT, true",
    "2000, UNSUPPORTED, true",
    "3000, RESOURCE, false",
    "4999, WORKER, false",
    "5000, STORAGE, false",
    "6000, DATABASE, false",
    "7000, MACHINE, false",
    "8000, INTERNAL, false",
    "9999, INTERNAL, false"
  })
  void the_thousands_digit_names_the_family_and_decides_whether_it_rejects(
      int number, Family family, boolean rejects) {
    FailureCode code = new FailureCode(number, "FROM_THE_FUTURE");

    assertThat(code.family()).isEqualTo(family);
    assertThat(code.rejects()).isEqualTo(rejects);
  }

  @ParameterizedTest
  @CsvSource({"999, NAME", "10000, NAME", "1000, name", "1000, ''", "1000, 1NAME"})
  void a_malformed_code_is_refused(int number, String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new FailureCode(number, name));
  }

  @Test
  void a_rejecting_code_is_never_retryable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Failure.retryable(FailureCode.NOT_MEDIA, "This is not a film."));
  }
}
