package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import dev.reelstate.task.Failure;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Original;
import dev.reelstate.video.RecipeRef;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The row of a video that the transaction has locked, and the only place that writes a video's
 * status. Holding it grants the right to change the video, its tasks and its artifacts, and to
 * number its events. Not thread-safe.
 */
final class LockedVideo {

  /** The columns of the row that the rules need. */
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
      REELSTATE_VIDEO.PROGRESS_RATE,
      REELSTATE_VIDEO.PROGRESS_LEFT_NANOS,
      REELSTATE_VIDEO.DONE_WEIGHT,
      REELSTATE_VIDEO.TOTAL_WEIGHT,
      REELSTATE_VIDEO.EVENT_NUMBER,
      REELSTATE_VIDEO.EDITS,
      REELSTATE_VIDEO.UPDATED_AT,
      REELSTATE_VIDEO.PLAYABLE_AT,
      REELSTATE_VIDEO.COMPLETED_AT);

  /** The highest progress fraction before the last commit. */
  private static final double NEARLY_DONE = 0.999;

  private final Transaction transaction;
  private final ReelstateVideoRecord row;
  private final Set<Field<?>> changed = new HashSet<>();

  /**
   * Wraps a locked row.
   *
   * @param row the row, with at least {@link #COLUMNS}
   */
  LockedVideo(Transaction transaction, ReelstateVideoRecord row) {
    this.transaction = transaction;
    this.row = row;
  }

  VideoId id() {
    return new VideoId(row.getId());
  }

  VideoStatus status() {
    return VideoStatus.parse(row.getStatus());
  }

  long version() {
    return row.getVersion();
  }

  int generation() {
    return row.getGeneration();
  }

  int priority() {
    return row.getPriority();
  }

  /** Its position among the waiting videos of its priority. */
  long turn() {
    return row.getTurn();
  }

  double doneWeight() {
    return row.getDoneWeight();
  }

  double totalWeight() {
    return row.getTotalWeight();
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
    if (failure != null || hasFailure(before)) {
      set(REELSTATE_VIDEO.FAILURE, Json.write(failure));
    }
    set(REELSTATE_VIDEO.VERSION, version() + 1);
    set(REELSTATE_VIDEO.UPDATED_AT, transaction.now());
    emit(number ->
        new VideoEvent.StatusChanged(id(), number, transaction.now(), before, next, failure));
  }

  private static boolean hasFailure(VideoStatus status) {
    return status == VideoStatus.FAILED || status == VideoStatus.REJECTED;
  }

  /** Queues it behind the waiting videos, in an order that is fair to projects. */
  void drawTurn() {
    set(REELSTATE_VIDEO.TURN, transaction.turns().next(row.getProject(), priority()));
  }

  /** Sets the initial status of a new video. */
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

  /** Removes the original of a settled video from the record. */
  void forgetOriginal() {
    requireSettled("original is");
    setOriginal(null);
    set(REELSTATE_VIDEO.VERSION, version() + 1);
  }

  /** Counts a change of a settled video that concerns other rows only. */
  void forgetArtifacts() {
    requireSettled("artifacts are");
    set(REELSTATE_VIDEO.VERSION, version() + 1);
  }

  /**
   * Checks that nothing is done with the video.
   *
   * @param needed what it otherwise needs, with its verb
   * @throws IllegalStateException if it is not settled
   */
  void requireSettled(String needed) {
    if (!status().isSettled()) {
      throw new IllegalStateException(
          "This video is " + status().wireName() + ", so its " + needed + " still needed.");
    }
  }

  void setMedia(@Nullable MediaInfo media) {
    set(REELSTATE_VIDEO.MEDIA, Json.write(media));
  }

  void setRecipe(RecipeRef recipe) {
    set(REELSTATE_VIDEO.RECIPE, recipe.name());
    set(REELSTATE_VIDEO.RECIPE_VERSION, recipe.version());
  }

  /** How often it was edited. */
  long edits() {
    return row.getEdits() == null ? 0 : row.getEdits();
  }

  /** Sets the columns that an edit names; the labels are rows of their own. */
  void edit(VideoEdit edit) {
    set(REELSTATE_VIDEO.EDITS, edits() + 1);
    if (edit.title() != null) {
      set(REELSTATE_VIDEO.TITLE, edit.title());
    }
    if (edit.metadata() != null) {
      set(REELSTATE_VIDEO.METADATA, VideoRows.entries(edit.metadata()));
    }
    if (edit.priority() != null) {
      set(REELSTATE_VIDEO.PRIORITY, edit.priority());
    }
    if (edit.posterAt() != null) {
      set(REELSTATE_VIDEO.POSTER_AT_NANOS, edit.posterAt().toNanos());
    }
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
    if (row.getPlayableAt() == null) {
      set(REELSTATE_VIDEO.PLAYABLE_AT, transaction.now());
    }
  }

  void addPlannedWeight(double weight) {
    set(REELSTATE_VIDEO.TOTAL_WEIGHT, totalWeight() + weight);
  }

  void addDoneWeight(double weight) {
    set(REELSTATE_VIDEO.DONE_WEIGHT, doneWeight() + weight);
  }

  /**
   * Updates the progress. The fraction never decreases, and never reaches 1 before the last commit.
   */
  void advance(Progress latest) {
    Double before = row.getProgressFraction();
    Double after = latest.fraction() == null
        ? before
        : Double.valueOf(Math.min(latest.fraction(), NEARLY_DONE));
    boolean smaller = before != null && after != null && after < before;
    setProgress(new Progress(smaller ? before : after, latest.rate(), latest.timeLeft()));
  }

  /**
   * Falls back to the committed fraction, because uncommitted work was lost or the total has grown.
   */
  void fallBack() {
    Double before = row.getProgressFraction();
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
    long number = row.getEventNumber() + 1;
    set(REELSTATE_VIDEO.EVENT_NUMBER, number);
    transaction.emit(event.apply(number));
    return number;
  }

  /** The time of the transaction. */
  Instant now() {
    return transaction.now();
  }

  /** Whether there is something to write. */
  boolean hasChanged() {
    return !changed.isEmpty();
  }

  /** The changed fields outside {@link #COLUMNS}. */
  Set<Field<?>> changedBeside() {
    Set<Field<?>> beside = new HashSet<>(changed);
    COLUMNS.forEach(beside::remove);
    return beside;
  }

  /** All fields that have changed since the last flush. */
  Set<Field<?>> changed() {
    return changed;
  }

  /** Returns the row to be written, and marks it as unchanged. */
  ReelstateVideoRecord flushed() {
    changed.clear();
    return row;
  }

  private <T> void set(Field<T> field, @Nullable T value) {
    changed.add(field);
    row.set(field, value);
  }
}
