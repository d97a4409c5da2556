package dev.reelstate.processing.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.task.FailureCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostStepTest {

  static Stream<Arguments> nonsense() {
    return Stream.of(
        nonsense("after", null),
        nonsense("after", new HashSet<>(Arrays.asList("render", null))),
        nonsense("after", Set.of("tag")),
        nonsense("after", Set.of("Not a name")),
        nonsense("retryPolicy", null),
        nonsense("timeLimit", null),
        nonsense("timeLimit", Duration.ZERO),
        nonsense("stallLimit", Duration.ofSeconds(-1)),
        nonsense("waitLimit", Duration.ZERO),
        nonsense("limit", null),
        nonsense("limit", OptionalInt.of(0)),
        nonsense("limit", OptionalInt.of(Integer.MAX_VALUE)),
        nonsense("weight", Double.NaN),
        nonsense("weight", -1.0),
        nonsense("weight", Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void a_value_that_makes_no_sense_is_refused_with_the_name_of_the_step(
      String method, @Nullable Object value) {
    assertThatThrownBy(() -> HostStep.of(step(Map.of(method, () -> value))))
        .isInstanceOfSatisfying(
            ReelstateException.class,
            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID_REQUEST))
        .hasMessageStartingWith(
            "The step \"tag\" cannot be registered: its " + method + "() must be ")
        .hasMessageEndingWith(", not " + value + ".");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void a_value_that_throws_is_refused_with_the_name_of_the_step(String method) {
    Step step = step(Map.of(method, () -> {
      throw new StackOverflowError();
    }));

    assertThatThrownBy(() -> HostStep.of(step))
        .hasMessage("The step \"tag\" cannot be registered: its " + method
            + "() threw java.lang.StackOverflowError.");
  }

  static Stream<String> methods() {
    return Stream.of(
        "after", "retryPolicy", "timeLimit", "stallLimit", "waitLimit", "limit", "weight");
  }

  @Test
  void a_step_without_a_usable_name_is_refused_with_its_class() {
    for (String name : new String[] {null, "", "Tag", "1", "a/b", "x".repeat(65)}) {
      assertThatThrownBy(() -> HostStep.of(step(Map.of("name", () -> name))))
          .hasMessageStartingWith("The step of the class ")
          .hasMessageContaining("its name() must be up to 64 lower-case letters");
    }
  }

  @Test
  void values_are_read_once() {
    AtomicInteger reads = new AtomicInteger();
    HostStep step = HostStep.of(step(Map.of("weight", () -> 1.0 * reads.incrementAndGet())));

    assertThat(step.weight()).isEqualTo(1).isEqualTo(step.weight());
    assertThat(reads).hasValue(1);
  }

  private static Arguments nonsense(String method, @Nullable Object value) {
    return arguments(method, value);
  }

  /** A step named tag with the defaults of all values, apart from some. */
  private static Step step(Map<String, Supplier<@Nullable Object>> values) {
    Step defaults = new Step() {
      @Override
      public String name() {
        return "tag";
      }

      @Override
      public StepResult run(StepContext context) {
        return StepResult.done();
      }
    };
    Map<String, Supplier<@Nullable Object>> known = new HashMap<>(values);
    return (Step) Proxy.newProxyInstance(
        Step.class.getClassLoader(), new Class<?>[] {Step.class}, (proxy, method, arguments) -> {
          Supplier<@Nullable Object> value = known.get(method.getName());
          return value == null ? method.invoke(defaults, arguments) : value.get();
        });
  }
}
