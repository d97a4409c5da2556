package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a video before its first byte arrives.
 *
 * @param id its identity, chosen by the caller
 * @param project which project it belongs to, a {@linkplain StoredText word}; projects share the
 *     workers fairly
 * @param title the title shown to people, a {@linkplain StoredText line}
 * @param fileName the name it was uploaded under, a line; for display only, never part of a path
 * @param uploadKey a word, or null; a second video with the same project and upload key is not
 *     created, and the first is returned instead
 * @param labels free-form words to find it by, each at most {@value StoredText#MAX_WORD} code
 *     points
 * @param priority videos with a higher one are processed first; usually 0
 */
public record NewVideo(
    VideoId id,
    String project,
    String title,
    String fileName,
    @Nullable String uploadKey,
    Set<String> labels,
    int priority) {

  /** The project of videos that do not name one. */
  public static final String DEFAULT_PROJECT = "default";

  /**
   * Checks that nothing required is missing and that every store can keep it.
   *
   * @throws IllegalArgumentException if a word or a line is too long, or a text has what no store
   *     can keep
   */
  public NewVideo {
    Objects.requireNonNull(id, "id");
    StoredText.word("the project", project);
    StoredText.line("the title", title);
    StoredText.line("the file's name", fileName);
    if (uploadKey != null) {
      StoredText.word("the upload key", uploadKey);
    }
    labels = Set.copyOf(labels);
    labels.forEach(label -> StoredText.word("the label", label));
  }

  /** A video of the default project, titled with its file name. */
  public static NewVideo named(String fileName) {
    return new NewVideo(VideoId.create(), DEFAULT_PROJECT, fileName, fileName, null, Set.of(), 0);
  }
}
