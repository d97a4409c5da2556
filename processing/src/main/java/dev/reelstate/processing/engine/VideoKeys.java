package dev.reelstate.processing.engine;

import dev.reelstate.task.Claim;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.VideoId;
import java.util.UUID;

/** Where things of a video are kept in the storage. No part of a key comes from a user. */
public final class VideoKeys {

  private VideoKeys() {}

  /** Everything of a video. */
  public static String video(VideoId id) {
    return "videos/" + id;
  }

  /** A fresh place for an original: two uploads of one video never meet. */
  public static String newOriginal(VideoId id) {
    return video(id) + "/original-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Everything that one generation made. */
  public static String generation(VideoId id, int generation) {
    return video(id) + "/g" + generation;
  }

  /**
   * Says that an attempt's files for later steps are all there, as storages need not move a folder
   * at once. Attempts whose reports came too late may have it as well: what they made of the same
   * input is as good.
   */
  static final String WHOLE = "whole";

  /** What all claims of a task begin with. */
  static String attempts(VideoId id, int generation, String step, int part) {
    return generation(id, generation) + "/" + step + "-" + part + "-t";
  }

  /**
   * What one claim of a task made: it carries the fencing token, so no two claims ever write to one
   * place.
   */
  public static String taskPrefix(Claim claim) {
    TaskId task = claim.task();
    return attempts(task.videoId(), task.generation(), task.step(), task.part()) + claim.token();
  }
}
