package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT_POSITION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO_LABEL;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.jooq.impl.DSL.falseCondition;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoLabelRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectForUpdateStep;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: its statements, its time and the videos it has locked. Changes to those videos
 * are made in memory and written together, with one statement per table, so that a hundred videos
 * cost little more than one. Not thread-safe.
 */
final class Transaction {

  private final DSLContext sql;
  private final Dialect dialect;
  private final boolean ours;
  private final boolean hopeful;
  private final BulkRows bulk;
  private final TaskRows tasks;
  private final PlannedTasks plans;
  private final Slots slots;
  private final TaskWaits waits;
  private final Turns turns;
  private final ArtifactRows artifacts;
  private final Map<VideoId, LockedVideo> locked = new LinkedHashMap<>();
  private final List<ReelstateVideoRecord> created = new ArrayList<>();
  private final List<ReelstateVideoLabelRecord> labels = new ArrayList<>();
  private final List<VideoEvent> events = new ArrayList<>();
  private int eventsWritten;
  private @Nullable QueueKey firstReadied;
  private @Nullable Instant now;

  /**
   * A transaction that has begun.
   *
   * @param ours whether it began as the dialect prescribes, rather than as a host decided
   * @param hopeful whether it is retried, no longer hopeful, if a key turns out to be taken
   */
  Transaction(DSLContext sql, Dialect dialect, boolean ours, boolean hopeful) {
    this.sql = sql;
    this.ours = ours;
    this.hopeful = hopeful;
    this.dialect = dialect;
    this.bulk = new BulkRows(sql, dialect);
    this.tasks = new TaskRows(this);
    this.plans = new PlannedTasks(this);
    this.slots = new Slots(this);
    this.waits = new TaskWaits(this);
    this.turns = new Turns(this);
    this.artifacts = new ArtifactRows(this);
  }

  DSLContext sql() {
    return sql;
  }

  Dialect dialect() {
    return dialect;
  }

  BulkRows bulk() {
    return bulk;
  }

  TaskRows tasks() {
    return tasks;
  }

  PlannedTasks plans() {
    return plans;
  }

  Slots slots() {
    return slots;
  }

  TaskWaits waits() {
    return waits;
  }

  Turns turns() {
    return turns;
  }

  ArtifactRows artifacts() {
    return artifacts;
  }

  /** Whether keys that are hardly ever taken may be used without looking them up first. */
  boolean hopeful() {
    return hopeful;
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

  /** One row of values, read together with the time. */
  Record readWithTime(Field<?>... fields) {
    Field<Instant> time = dialect.now();
    Record row = sql.select(fields).select(time).fetchSingle();
    if (now == null) {
      now = row.get(time);
    }
    return row;
  }

  /**
   * Renders a statement that reads one row of values and then the time, in the database's types.
   */
  String textWithTime(Field<?>... fields) {
    return sql.renderInlined(sql.select(fields).select(dialect.now()));
  }

  /** Whether a field has one of the values. */
  <T> Condition among(Field<T> field, Collection<T> values) {
    return dialect.among(field, values);
  }

  /** A query that locks the rows it finds, waiting for those that others have locked. */
  <R extends Record> ResultQuery<R> locking(SelectForUpdateStep<R> query) {
    return dialect.locking(query);
  }

  /** A query that locks the rows it finds, skipping those that others have locked. */
  <R extends Record> ResultQuery<R> lockingUncontended(SelectForUpdateStep<R> query) {
    return dialect.lockingUncontended(query);
  }

  /** Locks the videos that exist, waiting for those that others have locked. */
  void lock(Collection<VideoId> ids) {
    List<UUID> missing = notLocked(ids);
    if (!missing.isEmpty()) {
      remember(locking(rows(missing)));
    }
  }

  /** Locks the videos that exist, skipping those that others have locked. */
  void lockUncontended(Collection<VideoId> ids) {
    List<UUID> missing = notLocked(ids);
    if (!missing.isEmpty()) {
      remember(lockingUncontended(rows(missing)));
    }
  }

  /** A video, if it has been locked. */
  Optional<LockedVideo> locked(VideoId id) {
    return Optional.ofNullable(locked.get(id));
  }

  /** The videos that have been locked. */
  List<UUID> lockedIds() {
    return locked.keySet().stream().map(VideoId::value).toList();
  }

  /** The work on a video that has been locked. */
  VideoWork work(UUID id) {
    return work(locked(new VideoId(id)).orElseThrow());
  }

  /** The work on a video that has been locked. */
  VideoWork work(LockedVideo video) {
    return new VideoWork(this, video);
  }

  /** Creates a video, which no other transaction can see yet and which counts as locked. */
  LockedVideo create(NewVideo video) {
    ReelstateVideoRecord row = VideoRows.row(video, now());
    video
        .labels()
        .forEach(label -> labels.add(new ReelstateVideoLabelRecord(video.id().value(), label)));
    created.add(row);
    LockedVideo fresh = new LockedVideo(this, row);
    locked.put(fresh.id(), fresh);
    return fresh;
  }

  /** Replaces the labels of a locked video. */
  void relabel(VideoId id, Set<String> words) {
    sql.deleteFrom(REELSTATE_VIDEO_LABEL)
        .where(REELSTATE_VIDEO_LABEL.VIDEO_ID.eq(id.value()))
        .execute();
    words.forEach(word -> labels.add(new ReelstateVideoLabelRecord(id.value(), word)));
  }

  /** Adds an event to those written at the end. */
  void emit(VideoEvent event) {
    events.add(event);
  }

  /** Records that a task has become ready. */
  void readied(QueueKey key) {
    if (firstReadied == null || key.compareTo(firstReadied) < 0) {
      firstReadied = key;
    }
  }

  /** The first in the queue of the tasks that have become ready, or null if none has. */
  @Nullable
  QueueKey firstReadied() {
    return firstReadied;
  }

  /** Runs the work, then writes the deferred changes. */
  <T extends @Nullable Object> T run(Function<Transaction, T> work, boolean writes) {
    if (writes && dialect.hasOneWriter()) {
      becomeTheWriter();
    }
    T result = work.apply(this);
    flush();
    return result;
  }

  /** Writes the deferred changes, so that queries see them. */
  void flush() {
    bulk.insert(REELSTATE_VIDEO, created);
    bulk.insert(REELSTATE_VIDEO_LABEL, labels);
    created.forEach(row -> locked(new VideoId(row.getId())).ifPresent(LockedVideo::flushed));
    created.clear();
    labels.clear();
    plans.flush();
    tasks.flush();
    slots.flush();
    artifacts.flush();
    flushVideos();
    EventRows.insert(bulk, events.subList(eventsWritten, events.size()));
    eventsWritten = events.size();
    bulk.flush();
  }

  /** The events of this transaction. */
  List<VideoEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Writes the changed videos, grouped by the fields that changed outside
   * {@link LockedVideo#COLUMNS}. Within a group, a column that changed in any row is written for
   * all.
   */
  private void flushVideos() {
    Map<Set<Field<?>>, List<LockedVideo>> groups = locked.values().stream()
        .filter(LockedVideo::hasChanged)
        .collect(groupingBy(LockedVideo::changedBeside, LinkedHashMap::new, toList()));
    for (List<LockedVideo> group : groups.values()) {
      Set<Field<?>> changed = new HashSet<>();
      group.forEach(video -> changed.addAll(video.changed()));
      List<Field<?>> columns =
          Arrays.stream(REELSTATE_VIDEO.fields()).filter(changed::contains).toList();
      List<ReelstateVideoRecord> rows = group.stream().map(LockedVideo::flushed).toList();
      bulk.update(REELSTATE_VIDEO, columns, rows);
    }
  }

  /**
   * Takes the write lock with an update that matches no rows. A transaction that reads first could
   * be refused the lock.
   */
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

  private SelectForUpdateStep<? extends Record> rows(List<UUID> ids) {
    var query =
        sql.select(LockedVideo.COLUMNS).from(REELSTATE_VIDEO).where(among(REELSTATE_VIDEO.ID, ids));
    return ours ? dialect.inOrder(query, REELSTATE_VIDEO.ID) : query.orderBy(REELSTATE_VIDEO.ID);
  }

  private void remember(ResultQuery<?> query) {
    for (ReelstateVideoRecord row : query.fetchInto(REELSTATE_VIDEO)) {
      LockedVideo video = new LockedVideo(this, row);
      locked.put(video.id(), video);
    }
  }
}
