package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.time.Duration;
import java.util.Map;
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
 * @param recipe the name of the recipe to process it with, a word, or null for that of its project
 * @param metadata what the host keeps with it; changed by a {@link VideoEdit}. Metadata and
 *     parameters have at most {@value #MAX_ENTRIES} entries each, whose keys are words and whose
 *     values have at most {@value #MAX_VALUE} code points
 * @param parameters what the steps are told about it; never changed
 * @param posterAt the time of the picture that becomes the poster, from the start of the video, or
 *     null for the best of several
 */
public record NewVideo(
    VideoId id,
    String project,
    String title,
    String fileName,
    @Nullable String uploadKey,
    Set<String> labels,
    int priority,
    @Nullable String recipe,
    Map<String, String> metadata,
    Map<String, String> parameters,
    @Nullable Duration posterAt) {

  /** The project of videos that do not name one. */
  public static final String DEFAULT_PROJECT = "default";

  /** The most entries that metadata or parameters may have. */
  public static final int MAX_ENTRIES = 100;

  /** The maximum length of one of their values, in code points. */
  public static final int MAX_VALUE = 10_000;

  /**
   * Checks that nothing required is missing and that every store can keep it.
   *
   * @throws IllegalArgumentException if a word, a line or a value is too long, there are too many
   *     entries, or a text has what no store can keep
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
    if (recipe != null) {
      StoredText.word("the recipe's name", recipe);
    }
    metadata = entries("the metadata", metadata);
    parameters = entries("the parameters", parameters);
    requireTime(posterAt);
  }

  /** Creates a video of its project's recipe, without metadata and parameters. */
  public NewVideo(
      VideoId id,
      String project,
      String title,
      String fileName,
      @Nullable String uploadKey,
      Set<String> labels,
      int priority) {
    this(id, project, title, fileName, uploadKey, labels, priority, null, Map.of(), Map.of(), null);
  }

  /** Refuses a time before the start. */
  static void requireTime(@Nullable Duration posterAt) {
    if (posterAt != null && posterAt.isNegative()) {
      throw new IllegalArgumentException(
          "The time of the poster must not be negative, but is " + posterAt + ".");
    }
  }

  /**
   * Copies and checks entries; none if null, as where an earlier release has left them out.
   *
   * @throws IllegalArgumentException if there are too many, or one is too long
   */
  static Map<String, String> entries(String what, @Nullable Map<String, String> entries) {
    Map<String, String> copy = entries == null ? Map.of() : Map.copyOf(entries);
    if (copy.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException("A video may have at most " + MAX_ENTRIES
          + " entries of each kind, but " + what + " has " + copy.size() + ".");
    }
    copy.forEach((key, value) -> {
      StoredText.word("a key of " + what, key);
      StoredText.text("the value of \"" + key + "\"", value);
      if (value.codePointCount(0, value.length()) > MAX_VALUE) {
        throw new IllegalArgumentException(
            "The value of \"" + key + "\" has more than " + MAX_VALUE + " characters.");
      }
    });
    return copy;
  }

  /** A video of the default project, titled with its file name. */
  public static NewVideo named(String fileName) {
    return new NewVideo(VideoId.create(), DEFAULT_PROJECT, fileName, fileName, null, Set.of(), 0);
  }

  /** A copy in a project. */
  public NewVideo withProject(String name) {
    return copy(name, title, uploadKey, labels, priority);
  }

  /** A copy with a title. */
  public NewVideo withTitle(String text) {
    return copy(project, text, uploadKey, labels, priority);
  }

  /** A copy with an upload key, under which it is created only once. */
  public NewVideo withUploadKey(String key) {
    return copy(project, title, key, labels, priority);
  }

  /** A copy with these labels. */
  public NewVideo withLabels(String... words) {
    return copy(project, title, uploadKey, Set.of(words), priority);
  }

  /** A copy with a priority. */
  public NewVideo withPriority(int number) {
    return copy(project, title, uploadKey, labels, number);
  }

  /** A copy that is processed with the recipe of that name. */
  public NewVideo withRecipe(String name) {
    return copy(name, metadata, parameters, posterAt);
  }

  /** A copy with this metadata. */
  public NewVideo withMetadata(Map<String, String> entries) {
    return copy(recipe, entries, parameters, posterAt);
  }

  /** A copy with these parameters for its steps. */
  public NewVideo withParameters(Map<String, String> entries) {
    return copy(recipe, metadata, entries, posterAt);
  }

  /** A copy whose poster is the picture at that time. */
  public NewVideo withPosterAt(Duration time) {
    return copy(recipe, metadata, parameters, time);
  }

  private NewVideo copy(
      String newProject,
      String newTitle,
      @Nullable String newKey,
      Set<String> newLabels,
      int newPriority) {
    return new NewVideo(
        id,
        newProject,
        newTitle,
        fileName,
        newKey,
        newLabels,
        newPriority,
        recipe,
        metadata,
        parameters,
        posterAt);
  }

  private NewVideo copy(
      @Nullable String newRecipe,
      Map<String, String> newMetadata,
      Map<String, String> newParameters,
      @Nullable Duration newPosterAt) {
    return new NewVideo(
        id,
        project,
        title,
        fileName,
        uploadKey,
        labels,
        priority,
        newRecipe,
        newMetadata,
        newParameters,
        newPosterAt);
  }
}
