package dev.reelstate.jdbc.legacy;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.StoreView;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes videos with their ground truth to a store, several per transaction, but never one video
 * across two. Not thread-safe.
 */
final class LegacyWriter {

  private static final int MOST_VIDEOS = 100;
  private static final int MOST_ANNOTATIONS = 20_000;

  private final JdbcVideoStore store;
  private final LegacyTally tally;
  private final List<Unit> waiting = new ArrayList<>();
  private int annotations;

  private record Unit(LegacyVideo video, LegacyTruth.@Nullable Result truth) {
    int annotations() {
      return truth == null ? 0 : truth.content().annotationCount();
    }
  }

  /** The outcome for a video. */
  private enum Outcome {
    IMPORTED,
    KNOWN,
    DELETED,
    TAKEN
  }

  private record Written(Outcome outcome, boolean newRevision) {}

  LegacyWriter(JdbcVideoStore store, LegacyTally tally) {
    this.store = store;
    this.tally = tally;
  }

  /** Adds a video, and flushes a full batch. */
  void add(LegacyVideo video, LegacyTruth.@Nullable Result truth) {
    Unit unit = new Unit(video, truth);
    waiting.add(unit);
    annotations += unit.annotations();
    if (waiting.size() >= MOST_VIDEOS || annotations >= MOST_ANNOTATIONS) {
      flush();
    }
  }

  /** Writes the buffered videos. They are counted once they are committed. */
  void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    List<Written> written = store.inOneTransaction(
        view -> waiting.stream().map(unit -> write(view, unit)).toList());
    for (int i = 0; i < written.size(); i++) {
      count(waiting.get(i), written.get(i));
    }
    waiting.clear();
    annotations = 0;
  }

  private static Written write(StoreView view, Unit unit) {
    LegacyVideo legacy = unit.video();
    Optional<Video> known = view.videos().find(legacy.video().id());
    Video video = known.orElseGet(() -> view.videos().create(legacy.video()));
    if (!video.fileName().equals(legacy.video().fileName())) {
      return new Written(Outcome.TAKEN, false);
    }
    if (video.status() == VideoStatus.DELETED) {
      return new Written(Outcome.DELETED, false);
    }
    boolean isNew = known.isEmpty()
        && video.id().equals(legacy.video().id())
        && view.videos().change(video, awaitsItsFile(legacy)).isPresent();
    LegacyTruth.Result truth = unit.truth();
    boolean newRevision = truth != null
        && !truth.content().frames().isEmpty()
        && view.groundTruth()
            .save(video.id(), truth.content(), truth.state(), truth.source())
            .isNew();
    return new Written(isNew ? Outcome.IMPORTED : Outcome.KNOWN, newRevision);
  }

  private void count(Unit unit, Written written) {
    int rows = unit.annotations();
    switch (written.outcome()) {
      case TAKEN -> {
        tally.videos.broken++;
        tally.annotations.broken += rows;
        tally.add(taken(unit.video()));
      }
      case DELETED -> {
        tally.videos.leftOut++;
        tally.annotations.leftOut += rows;
      }
      case IMPORTED -> {
        tally.videos.imported++;
        countRevision(unit, written);
      }
      case KNOWN -> {
        tally.videos.known++;
        countRevision(unit, written);
      }
    }
  }

  private void countRevision(Unit unit, Written written) {
    LegacyTruth.Result truth = unit.truth();
    if (truth == null) {
      return;
    }
    if (written.newRevision()) {
      tally.revisions++;
      tally.estimatedTimes += truth.estimatedTimes();
      tally.annotations.imported += unit.annotations();
    } else {
      tally.annotations.known += unit.annotations();
    }
  }

  private static VideoChange awaitsItsFile(LegacyVideo legacy) {
    return new VideoChange.Stopped(VideoStatus.FAILED, legacy.failure());
  }

  private static LegacyProblem taken(LegacyVideo video) {
    return LegacyProblem.of(
        LegacyVideo.TABLE,
        video.key(),
        "filename",
        video.video().fileName(),
        "but the store has another video under the key " + video.video().uploadKey());
  }
}
