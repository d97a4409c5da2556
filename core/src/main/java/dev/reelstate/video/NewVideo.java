package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a video before its first byte arrives.
 *
 * @param id its identity, chosen by the caller
 * @param project which project it belongs to, a {@linkplain StoredText word}; projects share the
 *     workers fairly
 * @param title what people call it
 * @param fileName the name it was uploaded under; data for display, never part of a path
 * @param uploadKey if not null, a word; a second video with the same project and upload key is not
 *     created: the first is returned
 * @param labels free words to find it by, each at most {@value StoredText#MAX_WORD} code points
 * @param priority videos with a higher one are processed first; 0 is usual
 */
public record NewVideo(
    VideoId id,
    String project,
    String title,
    String fileName,
    @Nullable String uploadKey,
    Set<String> labels,
    int priority) {

  /** The project of those who do not name one. */
  public static final String DEFAULT_PROJECT = "default";

  /**
   * Checks that nothing required is missing and that every store can keep it.
   *
   * @throws IllegalArgumentException if a word is too long, or a text has what no store can keep
   */
  public NewVideo {
    Objects.requireNonNull(id, "id");
    StoredText.word("the project", project);
    StoredText.text("the title", title);
    StoredText.text("the file's name", fileName);
    if (uploadKey != null) {
      StoredText.word("the upload key", uploadKey);
    }
    labels = Set.copyOf(labels);
    labels.forEach(label -> StoredText.word("the label", label));
  }

  /** A video of the default project, titled by its file's name. */
  public static NewVideo named(String fileName) {
    return new NewVideo(VideoId.create(), DEFAULT_PROJECT, fileName, fileName, null, Set.of(), 0);
  }
}
