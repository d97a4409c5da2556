package dev.reelstate.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

  /** A role that nobody outside this package can see. */
  private interface Role {
    void take(String word) throws IOException;
  }

  private final List<String> taken = new ArrayList<>();
  private final Faults faults = new Faults();
  private final Role role =
      faults.around(Role.class, taken::add, fault -> new IOException("" + fault));

  @Test
  void a_call_without_a_fault_is_passed_on() throws IOException {
    role.take("a");

    assertThat(taken).containsExactly("a");
  }

  @Test
  void a_call_that_fails_does_nothing_and_one_that_loses_its_answer_does_everything() {
    faults.plan("take", Fault.FAILS, Fault.LOSES_ANSWER);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> role.take("a"));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> role.take("b"));

    assertThat(taken).containsExactly("b");
    assertThat(faults.met("take")).isEqualTo(2);
  }
}
