package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.video.VideoId;

/**
 * A video, its truth, and what a model found in it. Immutable and thread-safe.
 *
 * @param truth the hash of the truth's content
 * @param predictions the hash of the content that has what the model found
 */
record Pair(VideoId video, String truth, String predictions) {

  /** A pair as clients name it, by the numbers of revisions. */
  @Wire
  record Wanted(String videoId, int truth, int predictions) {

    Wanted {
      Bodies.require("video_id", videoId);
    }
  }
}
