package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes to what belongs to a video, made together. What is null stays as it is. The bounds are
 * those of {@link NewVideo}. Immutable and thread-safe.
 *
 * @param title the new title
 * @param labels all labels from now on
 * @param metadata all metadata from now on
 * @param priority the new priority; what still waits of the video is moved in the queue
 * @param posterAt the time of the picture that becomes the poster, from the next processing run on
 */
public record VideoEdit(
    @Nullable String title,
    @Nullable Set<String> labels,
    @Nullable Map<String, String> metadata,
    @Nullable Integer priority,
    @Nullable Duration posterAt) {

  /**
   * Copies the collections, and checks that every store can keep it.
   *
   * @throws IllegalArgumentException if something is too long, too much, negative, or has what no
   *     store can keep
   */
  public VideoEdit {
    if (title != null) {
      StoredText.line("the title", title);
    }
    if (labels != null) {
      labels = Set.copyOf(labels);
      labels.forEach(label -> StoredText.word("the label", label));
    }
    if (metadata != null) {
      metadata = NewVideo.entries("the metadata", metadata);
    }
    NewVideo.requireTime(posterAt);
  }

  /** An edit that changes nothing, to begin with. */
  public static VideoEdit none() {
    return new VideoEdit(null, null, null, null, null);
  }

  /** A copy that also sets the title. */
  public VideoEdit withTitle(String text) {
    return new VideoEdit(text, labels, metadata, priority, posterAt);
  }

  /** A copy that also sets all labels. */
  public VideoEdit withLabels(Set<String> words) {
    return new VideoEdit(title, words, metadata, priority, posterAt);
  }

  /** A copy that also sets all metadata. */
  public VideoEdit withMetadata(Map<String, String> entries) {
    return new VideoEdit(title, labels, entries, priority, posterAt);
  }

  /** A copy that also sets the priority. */
  public VideoEdit withPriority(int number) {
    return new VideoEdit(title, labels, metadata, number, posterAt);
  }

  /** A copy that also sets the time of the poster. */
  public VideoEdit withPosterAt(Duration time) {
    return new VideoEdit(title, labels, metadata, priority, time);
  }
}
