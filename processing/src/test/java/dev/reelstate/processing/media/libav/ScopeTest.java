package dev.reelstate.processing.media.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private final List<String> closed = new ArrayList<>();
  private final Scope scope = new Scope();

  @Test
  void the_last_thing_opened_is_closed_first() {
    assertThat(scope.own("demuxer", closed::add)).isEqualTo("demuxer");
    scope.own("encoder", closed::add);
    scope.close();
    assertThat(closed).containsExactly("encoder", "demuxer");
  }

  @Test
  void a_closer_that_throws_does_not_keep_the_others_open() {
    scope.own("first", closed::add);
    scope.onClose(() -> fail("second"));
    scope.own("third", closed::add);
    scope.onClose(() -> fail("fourth"));

    assertThatThrownBy(scope::close)
        .hasMessage("fourth")
        .satisfies(
            e -> assertThat(e.getSuppressed()).extracting("message").containsExactly("second"));
    assertThat(closed).containsExactly("third", "first");
  }

  @Test
  void closing_twice_closes_once() {
    scope.own("demuxer", closed::add);
    scope.close();
    scope.close();
    assertThat(closed).containsExactly("demuxer");
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }
}
