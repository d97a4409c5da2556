package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT_POSITION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static org.jooq.impl.DSL.falseCondition;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: its statements, its time and the videos it has locked. What it does to those goes to the database at its end,
 * with one statement for each video and one for all events. Not thread-safe.
 */
final class Transaction {

  private final DSLContext sql;
  private final Dialect dialect;
  private final Map<VideoId, LockedVideo> locked = new LinkedHashMap<>();
  private final List<VideoEvent> events = new ArrayList<>();
  private @Nullable Instant now;

  Transaction(DSLContext sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  DSLContext sql() {
    return sql;
  }

  /** The time of this transaction, by the database's clock. */
  Instant now() {
    Instant known = now;
    if (known == null) {
      known = sql.select(dialect.now()).fetchSingle().value1();
      now = known;
    }
    return known;
  }

  /** A query that locks the rows it finds, waiting for those that others have locked. */
  <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
    return dialect.locking(query);
  }

  /** Locks the videos that exist, waiting for those that others have locked. */
  void lock(Collection<VideoId> ids) {
    List<UUID> missing = notLocked(ids);
    if (!missing.isEmpty()) {
      remember(locking(rows(missing)).fetch());
    }
  }

  /** Locks the videos that exist, but steps over those that others have locked. */
  void lockUncontended(Collection<VideoId> ids) {
    List<UUID> missing = notLocked(ids);
    if (!missing.isEmpty()) {
      remember(dialect.lockingUncontended(rows(missing)).fetch());
    }
  }

  /** A video, if it has been locked. */
  Optional<LockedVideo> locked(VideoId id) {
    return Optional.ofNullable(locked.get(id));
  }

  /** The work on a video that has been locked. */
  VideoWork work(UUID id) {
    return new VideoWork(this, locked(new VideoId(id)).orElseThrow());
  }

  /** Adds an event to those written at the end. */
  void emit(VideoEvent event) {
    events.add(event);
  }

  /** Does the work, and then what was put off to the end. */
  <T extends @Nullable Object> T run(Function<Transaction, T> work, boolean writes) {
    if (writes && dialect.hasOneWriter()) {
      becomeTheWriter();
    }
    T result = work.apply(this);
    locked.values().forEach(LockedVideo::flush);
    EventRows.insert(sql, events);
    return result;
  }

  /** The events of this transaction. */
  List<VideoEvent> events() {
    return List.copyOf(events);
  }

  /** A statement that would write, although it finds nothing to: a transaction that has read before it could be refused. */
  private void becomeTheWriter() {
    sql.update(REELSTATE_EVENT_POSITION)
        .set(REELSTATE_EVENT_POSITION.ID, 1)
        .where(falseCondition())
        .execute();
  }

  private List<UUID> notLocked(Collection<VideoId> ids) {
    return ids.stream()
        .distinct()
        .filter(id -> !locked.containsKey(id))
        .sorted()
        .map(VideoId::value)
        .toList();
  }

  private SelectForUpdateStep<Record> rows(List<UUID> ids) {
    return sql.select(LockedVideo.COLUMNS)
        .from(REELSTATE_VIDEO)
        .where(REELSTATE_VIDEO.ID.in(ids))
        .orderBy(REELSTATE_VIDEO.ID);
  }

  private void remember(List<? extends Record> rows) {
    for (Record row : rows) {
      LockedVideo video = new LockedVideo(this, row);
      locked.put(video.id(), video);
    }
  }
}
