package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which videos to list or count. All conditions must hold. Pages run from the newest video to the
 * oldest and stay stable while videos arrive. Immutable and thread-safe.
 *
 * @param project only those of this project, or null for all
 * @param statuses only those with one of these; empty for all but deleted ones
 * @param label only those with this label, or null for all
 * @param text only those whose title contains this, ignoring case, or null for all; searched
 *     without an index
 * @param from only those created at this time or later, or null for all
 * @param until only those created before this time, or null for all
 * @param after the cursor of the previous page, or null for the first page
 * @param limit the maximum number of videos on the page, 1 to 1000
 */
public record VideoQuery(
    @Nullable String project,
    Set<VideoStatus> statuses,
    @Nullable String label,
    @Nullable String text,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable String after,
    int limit) {

  /**
   * Checks the limit and the words.
   *
   * @throws IllegalArgumentException if the limit is out of range, or a text is one that
   *     {@linkplain StoredText no store can keep}
   */
  public VideoQuery {
    statuses = Set.copyOf(statuses);
    if (project != null) {
      StoredText.word("the project", project);
    }
    if (label != null) {
      StoredText.word("the label", label);
    }
    if (text != null) {
      StoredText.text("the text", text);
    }
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("A page holds 1 to 1000 videos, not " + limit + ".");
    }
  }

  /** The newest 100 videos that are not deleted. */
  public static VideoQuery all() {
    return new VideoQuery(null, Set.of(), null, null, null, null, null, 100);
  }

  /** A copy for one project. */
  public VideoQuery withProject(String name) {
    return new VideoQuery(name, statuses, label, text, from, until, after, limit);
  }

  /** A copy for these statuses. */
  public VideoQuery withStatuses(VideoStatus... wanted) {
    return new VideoQuery(project, Set.of(wanted), label, text, from, until, after, limit);
  }

  /** A copy for one label. */
  public VideoQuery withLabel(String word) {
    return new VideoQuery(project, statuses, word, text, from, until, after, limit);
  }

  /** A copy for titles that contain a text. */
  public VideoQuery withText(String part) {
    return new VideoQuery(project, statuses, label, part, from, until, after, limit);
  }

  /** A copy for a range of creation times; the end is exclusive, and a null bound is open. */
  public VideoQuery withCreated(@Nullable Instant first, @Nullable Instant end) {
    return new VideoQuery(project, statuses, label, text, first, end, after, limit);
  }

  /** A copy that continues after a page. */
  public VideoQuery withAfter(@Nullable String cursor) {
    return new VideoQuery(project, statuses, label, text, from, until, cursor, limit);
  }

  /** A copy with another page size. */
  public VideoQuery withLimit(int newLimit) {
    return new VideoQuery(project, statuses, label, text, from, until, after, newLimit);
  }
}
