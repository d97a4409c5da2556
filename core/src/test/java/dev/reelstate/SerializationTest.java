package dev.reelstate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exceptions cross processes in some hosts: remote calls, distributed caches, test runners. */
class SerializationTest {

  private static final Failure FAILURE = Failure.retryable(FailureCode.WORKER_CRASHED, "It broke.")
      .withStep("render")
      .withDetail("signal 11")
      .withFacts(Map.of("exit", "139"));

  @Test
  void exceptions_keep_their_failure_and_cause() throws Exception {
    IOException cause = new IOException("broken pipe");

    ReelstateException unchecked = copy(new ReelstateException(FAILURE, cause));
    StepException checked = copy(new StepException(FAILURE, cause));

    assertThat(unchecked.failure()).isEqualTo(FAILURE);
    assertThat(unchecked).hasMessage("It broke.").hasRootCauseMessage("broken pipe");
    assertThat(checked.failure()).isEqualTo(FAILURE);
    assertThat(checked).hasMessage("It broke.").hasRootCauseMessage("broken pipe");
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"})
  private static <T> T copy(T original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
