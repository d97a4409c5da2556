package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import dev.reelstate.task.Failure;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The row of a video that the transaction has locked, and the only place where a video's status is written. Holding it is the
 * right to change the video, its tasks and its artifacts and to number its events. Not thread-safe.
 */
final class LockedVideo {

  /** The narrow part of the row, which the rules need. */
  static final List<Field<?>> COLUMNS = List.of(
      REELSTATE_VIDEO.ID,
      REELSTATE_VIDEO.PROJECT,
      REELSTATE_VIDEO.PRIORITY,
      REELSTATE_VIDEO.TURN,
      REELSTATE_VIDEO.STATUS,
      REELSTATE_VIDEO.VERSION,
      REELSTATE_VIDEO.GENERATION,
      REELSTATE_VIDEO.PUBLISHED_GENERATION,
      REELSTATE_VIDEO.PROGRESS_FRACTION,
      REELSTATE_VIDEO.DONE_WEIGHT,
      REELSTATE_VIDEO.TOTAL_WEIGHT,
      REELSTATE_VIDEO.EVENT_NUMBER,
      REELSTATE_VIDEO.PLAYABLE_AT);

  /** A fraction that says: nearly done, but not yet committed. */
  private static final double NEARLY_DONE = 0.999;

  private final Transaction transaction;
  private final Record row;
  private final Map<Field<?>, @Nullable Object> changes = new LinkedHashMap<>();

  LockedVideo(Transaction transaction, Record row) {
    this.transaction = transaction;
    this.row = row;
  }

  VideoId id() {
    return new VideoId(row.get(REELSTATE_VIDEO.ID));
  }

  VideoStatus status() {
    return VideoStatus.parse(row.get(REELSTATE_VIDEO.STATUS));
  }

  long version() {
    return row.get(REELSTATE_VIDEO.VERSION);
  }

  int generation() {
    return row.get(REELSTATE_VIDEO.GENERATION);
  }

  int priority() {
    return row.get(REELSTATE_VIDEO.PRIORITY);
  }

  /** Its place among the videos of its priority that wait. */
  long turn() {
    return row.get(REELSTATE_VIDEO.TURN);
  }

  double doneWeight() {
    return row.get(REELSTATE_VIDEO.DONE_WEIGHT);
  }

  double totalWeight() {
    return row.get(REELSTATE_VIDEO.TOTAL_WEIGHT);
  }

  /**
   * Changes the status.
   *
   * @throws IllegalStateException if the transition table does not allow it
   */
  void become(VideoStatus next, @Nullable Failure failure) {
    VideoStatus before = status();
    if (!before.canBecome(next)) {
      throw new IllegalStateException(
          "A video that is " + before.wireName() + " cannot become " + next.wireName() + ".");
    }
    set(REELSTATE_VIDEO.STATUS, next.wireName());
    set(REELSTATE_VIDEO.FAILURE, Json.write(failure));
    set(REELSTATE_VIDEO.VERSION, version() + 1);
    set(REELSTATE_VIDEO.UPDATED_AT, transaction.now());
    emit(number ->
        new VideoEvent.StatusChanged(id(), number, transaction.now(), before, next, failure));
  }

  /** Puts it behind the videos that wait, in the order that is fair to projects. */
  void drawTurn() {
    set(
        REELSTATE_VIDEO.TURN,
        transaction.turns().next(row.get(REELSTATE_VIDEO.PROJECT), priority()));
  }

  /** Gives a new video the status in which it begins. */
  void begin(VideoStatus first) {
    set(REELSTATE_VIDEO.STATUS, first.wireName());
    emit(
        number -> new VideoEvent.StatusChanged(id(), number, transaction.now(), null, first, null));
  }

  void setOriginal(@Nullable Original original) {
    set(REELSTATE_VIDEO.ORIGINAL_KEY, original == null ? null : original.key());
    set(REELSTATE_VIDEO.ORIGINAL_BYTES, original == null ? null : original.bytes());
    set(REELSTATE_VIDEO.ORIGINAL_SHA256, original == null ? null : original.sha256());
  }

  void setMedia(@Nullable MediaInfo media) {
    set(REELSTATE_VIDEO.MEDIA, Json.write(media));
  }

  void giveUpUploadKey() {
    set(REELSTATE_VIDEO.UPLOAD_KEY, null);
  }

  void beginGeneration() {
    set(REELSTATE_VIDEO.GENERATION, generation() + 1);
    set(REELSTATE_VIDEO.DONE_WEIGHT, 0.0);
    set(REELSTATE_VIDEO.TOTAL_WEIGHT, 0.0);
    setProgress(Progress.UNKNOWN);
  }

  void publishGeneration() {
    set(REELSTATE_VIDEO.PUBLISHED_GENERATION, generation());
    set(REELSTATE_VIDEO.COMPLETED_AT, transaction.now());
    setProgress(Progress.DONE);
  }

  void markPlayable() {
    if (row.get(REELSTATE_VIDEO.PLAYABLE_AT) == null) {
      set(REELSTATE_VIDEO.PLAYABLE_AT, transaction.now());
    }
  }

  void addPlannedWeight(double weight) {
    set(REELSTATE_VIDEO.TOTAL_WEIGHT, totalWeight() + weight);
  }

  void addDoneWeight(double weight) {
    set(REELSTATE_VIDEO.DONE_WEIGHT, doneWeight() + weight);
  }

  /** Takes what is new, but never a smaller fraction, and no whole one before the last commit. */
  void advance(Progress latest) {
    Double before = row.get(REELSTATE_VIDEO.PROGRESS_FRACTION);
    Double after = latest.fraction() == null
        ? before
        : Double.valueOf(Math.min(latest.fraction(), NEARLY_DONE));
    boolean smaller = before != null && after != null && after < before;
    setProgress(new Progress(smaller ? before : after, latest.rate(), latest.timeLeft()));
  }

  /** Goes back to the share that is committed, as what was not is gone, or as the whole has grown. */
  void fallBack() {
    Double before = row.get(REELSTATE_VIDEO.PROGRESS_FRACTION);
    if (before != null) {
      setProgress(new Progress(Math.min(before, doneWeight() / totalWeight()), null, null));
    }
  }

  void setProgress(Progress progress) {
    set(REELSTATE_VIDEO.PROGRESS_FRACTION, progress.fraction());
    set(REELSTATE_VIDEO.PROGRESS_RATE, progress.rate());
    set(
        REELSTATE_VIDEO.PROGRESS_LEFT_NANOS,
        progress.timeLeft() == null ? null : progress.timeLeft().toNanos());
  }

  /** Adds an event under the video's next number. Returns that number. */
  long emit(LongFunction<VideoEvent> event) {
    long number = row.get(REELSTATE_VIDEO.EVENT_NUMBER) + 1;
    set(REELSTATE_VIDEO.EVENT_NUMBER, number);
    transaction.emit(event.apply(number));
    return number;
  }

  /** The time of the transaction. */
  Instant now() {
    return transaction.now();
  }

  /** The columns that have changed since the last flush, in the order of the table. */
  List<Field<?>> changedColumns() {
    return changes.isEmpty()
        ? List.of()
        : Arrays.stream(REELSTATE_VIDEO.fields()).filter(changes::containsKey).toList();
  }

  /** The changes as a row to be written, after which there are none. */
  ReelstateVideoRecord takeChanges() {
    ReelstateVideoRecord changed = new ReelstateVideoRecord();
    changed.setId(id().value());
    changes.forEach((column, value) -> put(changed, column, value));
    changes.clear();
    return changed;
  }

  private <T> void set(Field<T> field, @Nullable T value) {
    changes.put(field, value);
    if (row.field(field) != null) {
      row.set(field, value);
    }
  }

  @SuppressWarnings("unchecked") // set() has put the value in for this column
  private static <T> void put(Record changed, Field<T> column, @Nullable Object value) {
    changed.set(column, (T) value);
  }
}
