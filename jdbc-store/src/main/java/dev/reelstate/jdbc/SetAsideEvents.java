package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_SET_ASIDE;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.EventRows.Placed;
import dev.reelstate.jdbc.schema.tables.records.ReelstateSetAsideRecord;
import dev.reelstate.spi.EventLog.SetAside;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** The events that durable readers could not deliver. Not thread-safe. */
final class SetAsideEvents {

  private final Transaction transaction;
  private final DSLContext sql;

  SetAsideEvents(Transaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  /** Adds an event, or replaces what is known of it. */
  void put(String reader, VideoEvent event, EventCursor position, String reason, int tries) {
    if (!sql.fetchExists(REELSTATE_SET_ASIDE, is(reader, event))) {
      sql.insertInto(REELSTATE_SET_ASIDE)
          .set(REELSTATE_SET_ASIDE.READER, reader)
          .set(REELSTATE_SET_ASIDE.VIDEO_ID, event.videoId().value())
          .set(REELSTATE_SET_ASIDE.NUMBER, event.number())
          .set(REELSTATE_SET_ASIDE.POSITION, position.position())
          .set(REELSTATE_SET_ASIDE.TRIES, tries)
          .set(REELSTATE_SET_ASIDE.TRIED_AT, transaction.now())
          .set(REELSTATE_SET_ASIDE.REASON, StoredText.cleaned(reason))
          .execute();
      return;
    }
    sql.update(REELSTATE_SET_ASIDE)
        .set(REELSTATE_SET_ASIDE.TRIES, tries)
        .set(REELSTATE_SET_ASIDE.TRIED_AT, transaction.now())
        .set(REELSTATE_SET_ASIDE.REASON, StoredText.cleaned(reason))
        .where(is(reader, event))
        .execute();
  }

  /** The first events of a reader, in the order of their positions. */
  List<SetAside> list(String reader, int limit) {
    return sql
        .select(REELSTATE_SET_ASIDE.fields())
        .select(REELSTATE_EVENT.fields())
        .from(REELSTATE_SET_ASIDE)
        .join(REELSTATE_EVENT)
        .on(
            REELSTATE_EVENT.VIDEO_ID.eq(REELSTATE_SET_ASIDE.VIDEO_ID),
            REELSTATE_EVENT.NUMBER.ge(REELSTATE_SET_ASIDE.NUMBER),
            REELSTATE_EVENT.NUMBER.minus(REELSTATE_EVENT.SIZE).lt(REELSTATE_SET_ASIDE.NUMBER))
        .where(REELSTATE_SET_ASIDE.READER.eq(reader))
        .orderBy(REELSTATE_SET_ASIDE.POSITION)
        .limit(limit)
        .fetch()
        .stream()
        .flatMap(SetAsideEvents::event)
        .toList();
  }

  /** The event of a row; none if a later release wrote it and this one does not know its type. */
  private static Stream<SetAside> event(Record row) {
    ReelstateSetAsideRecord aside = row.into(REELSTATE_SET_ASIDE);
    return EventRows.events(row.into(REELSTATE_EVENT)).stream()
        .filter(event -> event.number() == aside.getNumber())
        .map(Placed::event)
        .filter(Objects::nonNull)
        .map(event -> new SetAside(
            aside.getReader(),
            event,
            new EventCursor(aside.getPosition()),
            aside.getReason(),
            aside.getTries(),
            aside.getTriedAt()));
  }

  /** Removes an event; false if it is not there. */
  boolean remove(String reader, VideoEvent event) {
    return sql.deleteFrom(REELSTATE_SET_ASIDE).where(is(reader, event)).execute() == 1;
  }

  /** The number of events of each reader. */
  Map<String, Long> count() {
    return sql.select(REELSTATE_SET_ASIDE.READER, DSL.count().cast(Long.class))
        .from(REELSTATE_SET_ASIDE)
        .groupBy(REELSTATE_SET_ASIDE.READER)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  private static Condition is(String reader, VideoEvent event) {
    return REELSTATE_SET_ASIDE
        .READER
        .eq(reader)
        .and(REELSTATE_SET_ASIDE.VIDEO_ID.eq(event.videoId().value()))
        .and(REELSTATE_SET_ASIDE.NUMBER.eq(event.number()));
  }
}
