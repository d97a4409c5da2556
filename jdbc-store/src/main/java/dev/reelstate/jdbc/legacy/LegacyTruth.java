package dev.reelstate.jdbc.legacy;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.annotation.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of {@code ground_truth_objects} that belong to one video into its ground truth.
 * Not thread-safe.
 */
final class LegacyTruth {

  static final String TABLE = "ground_truth_objects";

  /** The columns without which there are no annotations. */
  static final Set<String> REQUIRED =
      Set.of("video_id", "class_label", "x", "y", "width", "height");

  /** The consequences of missing columns. */
  static final Map<String, String> OPTIONAL = optional();

  /** How far apart the times of one frame may be. */
  private static final Duration SAME_TIME = Duration.ofMillis(1);

  /**
   * How many seconds past the end of its video, as the earlier platform knew it, a frame may be.
   */
  private static final double BEYOND_END = 1;

  private static final double NANOS = 1e9;

  private final LegacyVideo video;
  private final String source;
  private final LegacyImport.Boxes boxes;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Long, Duration> times = new HashMap<>();
  private int confirmed;
  private int broken;

  /** A row that may still turn out to have no frame. */
  private record Entry(
      LegacyRow row, @Nullable Long number, @Nullable Duration pts, Annotation annotation) {}

  /**
   * The ground truth of a video.
   *
   * @param content the good rows
   * @param state approved if all rows are good and validated, in review if some are
   * @param source where it was imported from
   * @param estimatedTimes the number of frames with an estimated time
   * @param broken the number of rows left out
   */
  record Result(
      GroundTruth content, ReviewState state, String source, int estimatedTimes, int broken) {}

  LegacyTruth(LegacyVideo video, String source, LegacyImport.Boxes boxes) {
    this.video = video;
    this.source = source;
    this.boxes = boxes;
  }

  /** Adds a row of the video, or reports what is wrong with it. */
  void add(LegacyRow row) {
    Long number = row.optional("frame_number", LegacyValues::count);
    Double seconds = row.optional("timestamp", LegacyValues::seconds);
    Duration pts = seconds == null ? null : Duration.ofNanos(Math.round(seconds * NANOS));
    checkTime(row, number, seconds);
    Annotation annotation = annotation(row);
    if (row.isBroken() || annotation == null) {
      broken++;
      return;
    }
    if (number != null && pts != null) {
      times.merge(number, pts, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
    entries.add(new Entry(row, number, pts, annotation));
  }

  /** Returns the result after the last row. */
  Result finish() {
    Map<FrameRef, List<Annotation>> frames = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Optional<FrameRef> frame = frame(entry);
      if (frame.isEmpty()) {
        broken++;
      } else {
        confirmed += entry.annotation().provenance().confirmed() ? 1 : 0;
        frames.computeIfAbsent(frame.get(), ref -> new ArrayList<>()).add(entry.annotation());
      }
    }
    GroundTruth content = new GroundTruth(frames.entrySet().stream()
        .map(frame -> new AnnotatedFrame(frame.getKey(), frame.getValue()))
        .toList());
    int estimated = (int) frames.keySet().stream().filter(FrameRef::estimated).count();
    return new Result(content, state(content), source, estimated, broken);
  }

  private ReviewState state(GroundTruth content) {
    if (confirmed == 0) {
      return ReviewState.DRAFT;
    }
    boolean all = broken == 0 && confirmed == content.annotationCount();
    return all ? ReviewState.APPROVED : ReviewState.IN_REVIEW;
  }

  /** A frame has one time: its earliest, if the times of its rows differ only by rounding. */
  private Optional<FrameRef> frame(Entry entry) {
    Long number = entry.number();
    if (number == null) {
      return Optional.of(FrameRef.at(Objects.requireNonNull(entry.pts())));
    }
    Duration time = times.get(number);
    if (time == null) {
      return estimated(entry.row(), number);
    }
    if (entry.pts() != null && entry.pts().minus(SAME_TIME).compareTo(time) > 0) {
      entry
          .row()
          .refuse(
              "timestamp", "but another row has frame " + number + " at " + seconds(time) + " s");
      return Optional.empty();
    }
    return Optional.of(FrameRef.of(number, time));
  }

  private Optional<FrameRef> estimated(LegacyRow row, long number) {
    Double rate = video.frameRate();
    if (rate == null) {
      row.refuse(
          "timestamp", "and the video has no frame rate to estimate it from the frame number");
      return Optional.empty();
    }
    double seconds = number / rate;
    if (isPastEnd(seconds)) {
      row.refuse(
          "frame_number", "which is past the end of the video at " + rate + " frames per second");
      return Optional.empty();
    }
    return Optional.of(FrameRef.estimated(number, Duration.ofNanos(Math.round(seconds * NANOS))));
  }

  private void checkTime(LegacyRow row, @Nullable Long number, @Nullable Double seconds) {
    if (seconds != null && isPastEnd(seconds)) {
      row.refuse("timestamp", "which is past the end of the video at " + video.duration() + " s");
    } else if (seconds == null && number == null && !row.isBroken()) {
      row.refuse("frame_number", "and there is no timestamp");
    }
  }

  private boolean isPastEnd(double seconds) {
    Double end = video.duration();
    return seconds > (end == null ? LegacyValues.LONGEST_SECONDS : end + BEYOND_END);
  }

  private @Nullable Annotation annotation(LegacyRow row) {
    String label = row.required("class_label", LegacyValues::text);
    Double score = row.optional("confidence", LegacyValues::score);
    boolean validated = Boolean.TRUE.equals(row.optional("validated", LegacyValues::truth));
    boolean difficult = Boolean.TRUE.equals(row.optional("difficult", LegacyValues::truth));
    Box box = box(row);
    if (label == null || box == null) {
      return null;
    }
    return new Annotation(
        label,
        box,
        null,
        score,
        null,
        difficult ? Set.of(Trait.DIFFICULT) : Set.of(),
        Map.of(),
        new Provenance(Origin.IMPORT, source, validated));
  }

  private @Nullable Box box(LegacyRow row) {
    Double x = row.required("x", LegacyValues::real);
    Double y = row.required("y", LegacyValues::real);
    Double width = row.required("width", LegacyBox::extent);
    Double height = row.required("height", LegacyBox::extent);
    return x == null || y == null || width == null || height == null
        ? null
        : new LegacyBox(x, y, width, height).in(video.size(), boxes, row);
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toNanos() / NANOS);
  }

  private static Map<String, String> optional() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("frame_number", "frames have only a time");
    meanings.put("timestamp", "frame times are estimated from frame numbers");
    meanings.put("confidence", "annotations get no score");
    meanings.put("validated", "no annotation counts as validated");
    meanings.put("difficult", "no annotation counts as difficult");
    return meanings;
  }
}
