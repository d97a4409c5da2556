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
   * @return the new video; or the one that already has the same project and upload key, told apart
   *     by its identity
   */
  Video create(NewVideo video);

  /**
   * Creates videos whose originals are in the storage already, with the status queued: all of them
   * or none. Made for imports; a thousand at a time cost little more than a few.
   *
   * @return for each video its identity, or that of the video that already has the same project and
   *     upload key
   */
  List<VideoId> queue(List<StoredVideo> videos);

  /** The video of that identity, deleted ones included. */
  Optional<Video> find(VideoId id);

  /**
   * The video of that identity with its tasks, artifacts and failures, in one round trip; deleted
   * ones included.
   */
  Optional<VideoDetails> details(VideoId id);

  /** One page of videos, newest first. */
  Page<Video> list(VideoQuery query);

  /**
   * How many videos there are of each status; the query's cursor and limit do not matter. Statuses
   * without any are left out.
   */
  Map<VideoStatus, Long> count(VideoQuery query);

  /**
   * The video of that status that was created first, which says how long others have to wait; empty
   * if none has it.
   */
  Optional<Video> oldest(VideoStatus status);

  /**
   * Changes a video, if it still is what the caller has seen: a compare-and-set on its version. All
   * changes are committed together or not at all.
   *
   * @param seen the video as the caller read it
   * @param changes what to do, in this order; each must lead to a status that may follow the one
   *     before
   * @return the video after the changes, or empty if somebody else changed it first, in which case
   *     nothing was done
   * @throws IllegalStateException if the transition table does not allow a change
   */
  Optional<Video> change(Video seen, VideoChange... changes);

  /**
   * What can be read of a video: the artifacts of its published generation, or while none is
   * published, those committed so far by the current one. In the order of their commits.
   */
  List<Artifact> artifacts(VideoId id);

  /** The artifacts of one generation, published or not, in the order of their commits. */
  List<Artifact> artifacts(VideoId id, int generation);
}
