package dev.reelstate.video;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a video before its first byte arrives.
 *
 * @param id its identity, chosen by the caller
 * @param project which project it belongs to; projects share the workers fairly
 * @param title what people call it
 * @param fileName the name it was uploaded under; data for display, never part of a path
 * @param uploadKey if not null, a second video with the same project and upload key is not created: the first is returned
 * @param labels free words to find it by
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

  /** Checks that nothing required is missing. */
  public NewVideo {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(fileName, "fileName");
    labels = Set.copyOf(labels);
  }

  /** A video of the default project, titled by its file's name. */
  public static NewVideo named(String fileName) {
    return new NewVideo(VideoId.create(), DEFAULT_PROJECT, fileName, fileName, null, Set.of(), 0);
  }
}
