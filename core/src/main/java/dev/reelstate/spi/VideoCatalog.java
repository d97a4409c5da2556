package dev.reelstate.spi;

import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * The readable artifacts of a video, in commit order: those of its published generation or, while
   * none is published, those committed so far by the current one.
   */
  List<Artifact> artifacts(VideoId id);

  /** The artifacts of one generation, published or not, in commit order. */
  List<Artifact> artifacts(VideoId id, int generation);
}
