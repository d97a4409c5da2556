package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT_POSITION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_READER;

import dev.reelstate.StoredText;
import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.EventRows.Placed;
import dev.reelstate.jdbc.schema.tables.records.ReelstateEventRecord;
import dev.reelstate.spi.EventLog;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** The event log of a {@link JdbcVideoStore}. Thread-safe. */
final class JdbcEventLog implements EventLog {

  /*
   * Implementation notes
   *
   * A reader of all videos needs an order in which no event ever appears behind its cursor. Neither
   * a sequence nor a timestamp provides that: both are assigned before the commit, and commits
   * overtake each other. So an event has no position until it is read. Under one lock, a reader
   * assigns the next positions to events that are committed but have none, in the order in which
   * they were written. This keeps each video's numbers in sequence, since those are written under
   * the video's lock. Events that commit later get later positions, so no cursor has passed them.
   * Writers do not wait for this, and pay nothing when nobody reads.
   */

  private static final int PAGE = 1000;

  private final Transactions transactions;
  private final Hints<List<VideoEvent>> hints;

  JdbcEventLog(Transactions transactions, Hints<List<VideoEvent>> hints) {
    this.transactions = transactions;
    this.hints = hints;
  }

  @Override
  public List<VideoEvent> replay(VideoId id, long after, int limit) {
    List<ReelstateEventRecord> rows = transactions.read(transaction -> transaction
        .sql()
        .selectFrom(REELSTATE_EVENT)
        .where(REELSTATE_EVENT.VIDEO_ID.eq(id.value()), REELSTATE_EVENT.NUMBER.gt(after))
        .orderBy(REELSTATE_EVENT.VIDEO_ID, REELSTATE_EVENT.NUMBER)
        .limit(limit)
        .fetch());
    return events(
        placed(rows).filter(event -> event.number() > after).limit(limit).toList());
  }

  @Override
  public EventCursor.Batch read(EventCursor from, int limit) {
    List<ReelstateEventRecord> rows = positioned(from, limit);
    if (rows.size() < limit) {
      // Read again even if no positions were assigned here: another reader may have assigned some.
      givePositions(limit);
      rows = positioned(from, limit);
    }
    // A cursor may point into the middle of a row.
    List<Placed> found = placed(rows)
        .filter(event -> event.position() > from.position())
        .limit(limit)
        .toList();
    EventCursor next =
        found.isEmpty() ? from : new EventCursor(found.get(found.size() - 1).position());
    List<Long> positions = found.stream()
        .filter(event -> event.event() != null)
        .map(Placed::position)
        .toList();
    return new EventCursor.Batch(events(found), positions, next);
  }

  @Override
  public EventCursor end() {
    while (givePositions(PAGE)) {
      // until all events committed so far have a position
    }
    return transactions.read(transaction -> new EventCursor(transaction
        .sql()
        .select(REELSTATE_EVENT_POSITION.LAST_POSITION)
        .from(REELSTATE_EVENT_POSITION)
        .fetchSingle()
        .value1()));
  }

  @Override
  public EventCursor cursor(String reader) {
    StoredText.word("the reader's name", reader);
    return transactions.read(transaction -> transaction
        .sql()
        .select(REELSTATE_READER.POSITION)
        .from(REELSTATE_READER)
        .where(REELSTATE_READER.NAME.eq(reader))
        .fetchOptional(row -> new EventCursor(row.value1()))
        .orElse(EventCursor.BEGINNING));
  }

  @Override
  public void advance(String reader, EventCursor to) {
    StoredText.word("the reader's name", reader);
    transactions.call(transaction -> {
      advance(transaction, reader, to);
      return null;
    });
  }

  private static void advance(Transaction transaction, String reader, EventCursor to) {
    DSLContext sql = transaction.sql();
    if (!sql.fetchExists(REELSTATE_READER, REELSTATE_READER.NAME.eq(reader))) {
      sql.insertInto(REELSTATE_READER)
          .set(REELSTATE_READER.NAME, reader)
          .set(REELSTATE_READER.POSITION, to.position())
          .execute();
    }
    sql.update(REELSTATE_READER)
        .set(REELSTATE_READER.POSITION, to.position())
        .where(REELSTATE_READER.NAME.eq(reader), REELSTATE_READER.POSITION.lt(to.position()))
        .execute();
  }

  @Override
  public void setAside(
      String reader, VideoEvent event, EventCursor beyond, String reason, int tries) {
    StoredText.word("the reader's name", reader);
    transactions.call(transaction -> {
      new SetAsideEvents(transaction).put(reader, event, beyond, reason, tries);
      advance(transaction, reader, beyond);
      return null;
    });
  }

  @Override
  public List<SetAside> listSetAside(String reader, int limit) {
    return transactions.read(transaction -> new SetAsideEvents(transaction).list(reader, limit));
  }

  @Override
  public boolean settle(String reader, VideoEvent event) {
    return transactions.call(transaction -> new SetAsideEvents(transaction).remove(reader, event));
  }

  @Override
  public Map<String, Long> countSetAside() {
    return transactions.read(transaction -> new SetAsideEvents(transaction).count());
  }

  @Override
  public long forget(VideoId id, Instant before) {
    return transactions.call(transaction -> {
      transaction.lock(List.of(id));
      Optional<LockedVideo> video = transaction.locked(id);
      if (video.isEmpty()) {
        return 0L;
      }
      video.get().requireSettled("events are");
      return EventRows.remove(transaction.sql(), id, before);
    });
  }

  @Override
  public Registration onCommit(Consumer<List<VideoEvent>> listener) {
    return hints.register(listener);
  }

  private List<ReelstateEventRecord> positioned(EventCursor from, int limit) {
    return transactions.read(transaction -> transaction
        .sql()
        .selectFrom(REELSTATE_EVENT)
        .where(REELSTATE_EVENT.POSITION.gt(from.position()))
        .orderBy(REELSTATE_EVENT.POSITION, REELSTATE_EVENT.ID)
        .limit(limit)
        .fetch());
  }

  /**
   * Assigns positions to committed events that have none, up to a limit; false if there are none.
   */
  private boolean givePositions(int limit) {
    Condition none = REELSTATE_EVENT.POSITION.isNull();
    if (!transactions.read(transaction -> transaction.sql().fetchExists(REELSTATE_EVENT, none))) {
      return false;
    }
    transactions.call(transaction -> {
      DSLContext sql = transaction.sql();
      long last = transaction
          .locking(
              sql.select(REELSTATE_EVENT_POSITION.LAST_POSITION).from(REELSTATE_EVENT_POSITION))
          .fetchSingle()
          .value1();
      List<ReelstateEventRecord> rows = sql.select(REELSTATE_EVENT.ID, REELSTATE_EVENT.SIZE)
          .from(REELSTATE_EVENT)
          .where(none)
          .orderBy(REELSTATE_EVENT.POSITION, REELSTATE_EVENT.ID)
          .limit(limit)
          .fetchInto(REELSTATE_EVENT);
      long position = last;
      for (ReelstateEventRecord row : rows) {
        position += row.getSize();
        row.setPosition(position);
      }
      transaction.bulk().update(REELSTATE_EVENT, List.of(REELSTATE_EVENT.POSITION), rows);
      return sql.update(REELSTATE_EVENT_POSITION)
          .set(REELSTATE_EVENT_POSITION.LAST_POSITION, position)
          .execute();
    });
    return true;
  }

  private static Stream<Placed> placed(List<ReelstateEventRecord> rows) {
    return rows.stream().flatMap(row -> EventRows.events(row).stream());
  }

  private static List<VideoEvent> events(List<Placed> placed) {
    return placed.stream().map(Placed::event).filter(Objects::nonNull).toList();
  }
}
