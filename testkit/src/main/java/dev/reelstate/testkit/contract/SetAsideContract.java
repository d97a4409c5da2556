package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.EventLog.SetAside;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a store promises about events that a durable reader could not deliver. */
public interface SetAsideContract extends StoreContract {

  /** The event is kept whole, and the reader goes on behind it. */
  @Test
  default void an_event_that_is_set_aside_is_kept_and_passed_over() {
    new StoreScript(store()).queued(task("render", 0));
    EventCursor.Batch batch = store().events().read(EventCursor.BEGINNING, 10);
    VideoEvent second = batch.events().get(1);
    EventCursor beyond = new EventCursor(batch.positions().get(1));

    store().events().setAside("mail", second, beyond, "Kein Empfänger\0", 3);

    assertThat(store().events().cursor("mail")).isEqualTo(beyond);
    assertThat(store().events().listSetAside("mail", 10)).singleElement().satisfies(aside -> {
      assertThat(aside.reader()).isEqualTo("mail");
      assertThat(aside.event()).isEqualTo(second);
      assertThat(aside.position()).isEqualTo(beyond);
      assertThat(aside.reason()).isEqualTo("Kein Empfänger\uFFFD");
      assertThat(aside.tries()).isEqualTo(3);
      assertThat(aside.at()).isAfterOrEqualTo(second.at());
    });
    assertThat(store().events().listSetAside("other", 10)).isEmpty();
    assertThat(store().events().countSetAside()).isEqualTo(Map.of("mail", 1L));
  }

  /** A later failure replaces what is known, and a delivery ends it. */
  @Test
  default void an_event_that_is_set_aside_again_is_updated_and_can_be_settled() {
    StoreScript script = new StoreScript(store());
    script.queued(task("render", 0));
    script.queued(task("render", 0));
    EventCursor.Batch batch = store().events().read(EventCursor.BEGINNING, 10);
    for (int i = 3; i >= 0; i--) {
      EventCursor beyond = new EventCursor(batch.positions().get(i));
      store().events().setAside("mail", batch.events().get(i), beyond, "once", 1);
    }
    assertThat(store().events().cursor("mail"))
        .isEqualTo(new EventCursor(batch.positions().get(3)));
    VideoEvent first = batch.events().get(0);

    store().events().setAside("mail", first, EventCursor.BEGINNING, "again", 2);

    assertThat(store().events().listSetAside("mail", 2))
        .extracting(SetAside::event)
        .isEqualTo(batch.events().subList(0, 2));
    assertThat(store().events().listSetAside("mail", 1))
        .extracting(aside -> aside.reason() + " " + aside.tries())
        .containsExactly("again 2");
    assertThat(store().events().settle("mail", first)).isTrue();
    assertThat(store().events().settle("mail", first)).isFalse();
    assertThat(store().events().countSetAside()).isEqualTo(Map.of("mail", 3L));
  }
}
