package dev.reelstate.processing.engine;

import dev.reelstate.task.Claim;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.VideoId;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;

/** The storage keys of a video's files. No part of a key comes from a user. */
public final class VideoKeys {

  private static final Pattern PART =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private VideoKeys() {}

  /** Whether a path may be a part of a key, as {@link dev.reelstate.spi.MediaStorage} has them. */
  static boolean isPart(String path) {
    return PART.matcher(path).matches();
  }

  /** The prefix of all files of a video. */
  public static String video(VideoId id) {
    return "videos/" + id;
  }

  /** The prefix that the keys of all originals of a video share. */
  static String originals(VideoId id) {
    return video(id) + "/original-";
  }

  /** A fresh key for an original, so that two uploads of one video never collide. */
  public static String newOriginal(VideoId id) {
    return originals(id) + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The prefix of all files of one generation. */
  public static String generation(VideoId id, int generation) {
    return video(id) + "/g" + generation;
  }

  /** The generation to which the file under a key belongs; empty if it belongs to none. */
  public static OptionalInt generationOf(VideoId id, String key) {
    String prefix = video(id) + "/g";
    int end = key.indexOf('/', prefix.length());
    if (!key.startsWith(prefix) || end < 0) {
      return OptionalInt.empty();
    }
    String number = key.substring(prefix.length(), end);
    return number.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(number))
        : OptionalInt.empty();
  }

  /**
   * Marks an attempt whose files for later steps are complete, since a storage need not publish a
   * folder atomically. Attempts that reported too late may have the marker as well; they made their
   * files from the same input, so those are just as good.
   */
  static final String WHOLE = "whole";

  /** The prefix that the keys of all claims of a task share. */
  static String attempts(VideoId id, int generation, String step, int part) {
    return generation(id, generation) + "/" + step + "-" + part + "-t";
  }

  /**
   * The prefix of the files of one claim. It contains the fencing token, so no two claims ever
   * write to the same place.
   */
  public static String taskPrefix(Claim claim) {
    TaskId task = claim.task();
    return attempts(task.videoId(), task.generation(), task.step(), task.part()) + claim.token();
  }
}
