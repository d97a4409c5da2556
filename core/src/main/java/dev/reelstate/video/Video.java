package dev.reelstate.video;

import dev.reelstate.event.Progress;
import dev.reelstate.task.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A video as it stood when it was read. Immutable and thread-safe; read it again to see what has
 * changed.
 *
 * @param id its identity
 * @param project which project it belongs to
 * @param title the title shown to people
 * @param fileName the name it was uploaded under; for display only, never part of a path
 * @param uploadKey identifies the upload within its project, or null
 * @param labels free-form words to find it by
 * @param priority videos with a higher one are processed first
 * @param recipe the recipe that it is processed with, or null if none has been named yet
 * @param metadata what the host keeps with it
 * @param parameters what its steps are told about it
 * @param posterAt the time of the picture that becomes the poster, or null for the best of several
 * @param edits counts its edits; an edit can be a compare-and-set on it
 * @param status its status
 * @param version counts changes of the status; a change is a compare-and-set on it
 * @param generation which processing run is current, from 1; 0 before the first
 * @param publishedGeneration which processing run's artifacts are published as a whole; 0 if none
 *     are yet
 * @param original the file as received, or null until all of it has arrived
 * @param media the facts of the file, or null until it is inspected
 * @param failure why it failed or was rejected, else null
 * @param progress the progress of the current processing run
 * @param groundTruthStatus the state of its ground truth
 * @param eventNumber number of its latest event; gap-free from 1
 * @param createdAt when it was created; this and the other times are by the store's clock
 * @param updatedAt when the status last changed
 * @param playableAt when its first rendition was committed, or null
 * @param completedAt when the published generation was completed, or null
 */
public record Video(
    VideoId id,
    String project,
    String title,
    String fileName,
    @Nullable String uploadKey,
    Set<String> labels,
    int priority,
    @Nullable RecipeRef recipe,
    Map<String, String> metadata,
    Map<String, String> parameters,
    @Nullable Duration posterAt,
    long edits,
    VideoStatus status,
    long version,
    int generation,
    int publishedGeneration,
    @Nullable Original original,
    @Nullable MediaInfo media,
    @Nullable Failure failure,
    Progress progress,
    GroundTruthStatus groundTruthStatus,
    long eventNumber,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant playableAt,
    @Nullable Instant completedAt) {

  /** Copies the collections. */
  public Video {
    labels = Set.copyOf(labels);
    metadata = Map.copyOf(metadata);
    parameters = Map.copyOf(parameters);
  }
}
