package dev.reelstate.jdbc.legacy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups the rows of {@code ground_truth_objects} by video. The rows of one video arrive
 * consecutively. Not thread-safe.
 */
final class LegacyObjects {

  private final LegacyVideos videos;
  private final LegacyTally tally;
  private final String source;
  private final LegacyImport.Boxes boxes;
  private final BiConsumer<LegacyVideo, LegacyTruth.Result> whole;
  private final Set<String> done = new HashSet<>();
  private @Nullable Group group;

  /** The rows of a video to be imported. */
  private static final class Group {
    private final LegacyVideo video;
    private final LegacyTruth truth;

    private Group(LegacyVideo video, LegacyTruth truth) {
      this.video = video;
      this.truth = truth;
    }
  }

  /** Passes the ground truth of a video to {@code whole} after the last of its rows. */
  LegacyObjects(
      LegacyVideos videos,
      LegacyTally tally,
      String source,
      LegacyImport.Boxes boxes,
      BiConsumer<LegacyVideo, LegacyTruth.Result> whole) {
    this.videos = videos;
    this.tally = tally;
    this.source = source;
    this.boxes = boxes;
    this.whole = whole;
  }

  /** Adds a row, or reports what is wrong with it. */
  void add(Map<String, @Nullable Object> cells) {
    tally.annotations.read++;
    LegacyRow row = new LegacyRow(LegacyTruth.TABLE, name(cells), cells, tally::add);
    String key = row.required("video_id", LegacyValues::key);
    LegacyVideo video = key == null ? null : owner(row, key);
    if (video == null) {
      tally.annotations.broken++;
    } else if (video.isDeleted()) {
      tally.annotations.leftOut++;
    } else {
      Group current = group(video);
      current.truth.add(row);
    }
  }

  /** Completes the last video. */
  void finish() {
    Group last = group;
    if (last != null) {
      LegacyTruth.Result result = last.truth.finish();
      tally.annotations.broken += result.broken();
      done.add(last.video.key());
      group = null;
      whole.accept(last.video, result);
    }
  }

  /** Whether a video had rows. */
  boolean had(LegacyVideo video) {
    return done.contains(video.key());
  }

  private Group group(LegacyVideo video) {
    Group current = group;
    if (current == null || !current.video.key().equals(video.key())) {
      finish();
      current = new Group(video, new LegacyTruth(video, source, boxes));
      group = current;
    }
    return current;
  }

  private @Nullable LegacyVideo owner(LegacyRow row, String key) {
    LegacyVideo video = videos.find(key);
    if (video == null) {
      row.refuse(
          "video_id",
          videos.isBroken(key)
              ? "a video that was not imported because its row is broken"
              : "but there is no such video");
    } else if (done.contains(key)) {
      row.refuse("video_id", "which other rows of the same video write differently");
      return null;
    }
    return video;
  }

  /** Names a row by its ID, or else by its position in the order of video IDs. */
  private String name(Map<String, @Nullable Object> cells) {
    Object id = cells.get("id");
    return id == null
        ? "row " + tally.annotations.read + " of video " + cells.get("video_id")
        : id.toString();
  }
}
