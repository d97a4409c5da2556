package dev.reelstate.spi;

import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The videos of a store and their artifacts. Thread-safe. */
public interface VideoCatalog {

  /**
   * Creates a video with the status uploading.
   *
   * @return the new video, or the existing one with the same project and upload key, which is
   *     recognisable by its identity
   */
  Video create(NewVideo video);

  /**
   * Creates videos whose originals are already in the storage, with the status queued: all of them
   * or none. Intended for imports; a batch of a thousand costs little more than one of a few.
   *
   * @return for each video its identity, or that of the video that already has the same project and
   *     upload key
   */
  List<VideoId> queue(List<StoredVideo> videos);

  /** The video with that identity, deleted ones included. */
  Optional<Video> find(VideoId id);

  /**
   * The video with that identity, along with its tasks, artifacts and failures, in one round trip;
   * deleted ones included.
   */
  Optional<VideoDetails> details(VideoId id);

  /** One page of videos, newest first. */
  Page<Video> list(VideoQuery query);

  /**
   * The number of videos of each status; the query's cursor and limit are ignored. Statuses without
   * videos are omitted.
   */
  Map<VideoStatus, Long> count(VideoQuery query);

  /**
   * The video with that status that was created first, which indicates how long others must wait;
   * empty if there is none.
   */
  Optional<Video> oldest(VideoStatus status);

  /**
   * Changes a video if it is still as the caller saw it: a compare-and-set on its version. All
   * changes are committed together or not at all.
   *
   * @param seen the video as the caller read it
   * @param changes the changes to apply, in this order; each must lead to a status that may follow
   *     the one before
   * @return the video after the changes, or empty if somebody else changed it first, in which case
   *     nothing was done
   * @throws IllegalStateException if the transition table does not allow a change
   */
  Optional<Video> change(Video seen, VideoChange... changes);

  /**
   * Edits what belongs to a video, if nobody else has edited it since the caller read it: a
   * compare-and-set on its number of edits. Whatever else has changed does not matter.
   *
   * @param seen the video as the caller read it
   * @return the video after the edit, or empty if somebody else edited it first, in which case
   *     nothing was done
   */
  Optional<Video> edit(Video seen, VideoEdit edit);

  /**
   * Adds an artifact that the host has given. It stays with the video through every generation, and
   * takes the place of those of the same kind and name.
   *
   * @param artifact the artifact, of generation 0
   * @return the one given before, whose place it takes
   * @throws IllegalArgumentException if there is no such video, or the generation is not 0
   * @throws IllegalStateException if the video is deleted
   */
  Optional<Artifact> give(VideoId id, Artifact artifact);

  /**
   * The readable artifacts of a video, in commit order: those that the host has given, and those of
   * its published generation or, while none is published, those committed so far by the current
   * one, except where a given one has taken their place.
   */
  List<Artifact> artifacts(VideoId id);

  /** The artifacts of one generation, published or not, in commit order; 0 for those given. */
  List<Artifact> artifacts(VideoId id, int generation);

  /**
   * Removes the original of a settled video from its record, if the video is still as the caller
   * saw it. Its bytes are the caller's to remove afterwards. A store that cannot do this throws, as
   * this default does.
   *
   * @return the video without its original, or empty if somebody else changed it first, in which
   *     case nothing was done
   * @throws IllegalStateException if the video is not settled
   */
  default Optional<Video> forgetOriginal(Video seen) {
    throw new UnsupportedOperationException("This store cannot forget originals.");
  }

  /**
   * Removes artifacts of some kinds from the record of a settled video, in all its generations but
   * not those given, if the video is still as the caller saw it. Their bytes are the caller's to
   * remove. A store that cannot do this throws, as this default does.
   *
   * @return the video without these artifacts, or empty if somebody else changed it first, in which
   *     case nothing was done
   * @throws IllegalStateException if the video is not settled
   */
  default Optional<Video> forgetArtifacts(Video seen, Set<String> kinds) {
    throw new UnsupportedOperationException("This store cannot forget artifacts.");
  }

  /**
   * Removes the record of a deleted video and everything that belongs to it: tasks, events, ground
   * truth. A durable reader that has not read its events yet never will. A store that cannot do
   * this throws, as this default does.
   *
   * @return whether there was a deleted video with that identity
   */
  default boolean purge(VideoId id) {
    throw new UnsupportedOperationException("This store cannot purge records.");
  }

  /**
   * Records the trace that a video belongs to, in place of any earlier one. A store may forget it,
   * as this default does.
   *
   * @throws IllegalArgumentException if there is no video with that identity
   */
  default void keepTrace(VideoId id, TraceParent trace) {}

  /** The trace that a video belongs to; empty if none was recorded. */
  default Optional<TraceParent> findTrace(VideoId id) {
    return Optional.empty();
  }
}
