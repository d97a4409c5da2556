package dev.reelstate.processing.engine;

import dev.reelstate.task.Claim;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The storage keys of a video's files. No part of a key comes from a user. */
public final class VideoKeys {

  private static final String VIDEOS = "videos";

  private static final Pattern MARK =
      Pattern.compile("staged/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,15})");

  private VideoKeys() {}

  /** The prefix of all files of a video. */
  public static String video(VideoId id) {
    return VIDEOS + "/" + id;
  }

  /** The prefix that the keys of all originals of a video share. */
  static String originals(VideoId id) {
    return video(id) + "/original-";
  }

  /** A fresh key for an original, so that two uploads of one video never collide. */
  public static String newOriginal(VideoId id) {
    return originals(id) + UUID.randomUUID().toString().substring(0, 8);
  }

  /** The key of an original that was in the storage before; always the same for one video. */
  public static String storedOriginal(VideoId id) {
    return originals(id) + "stored";
  }

  /** A fresh prefix for the files of an artifact that the host gives. */
  public static String newGiven(VideoId id) {
    return video(id) + "/given-" + UUID.randomUUID();
  }

  /** The prefix of what lies beside the object under a key. */
  public static String folder(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }

  /** The prefix of the marks of staged files. */
  public static final String STAGED = "staged";

  /**
   * The mark of a staged file.
   *
   * @param id the video that it becomes
   * @param stagedAt when it was staged, in milliseconds
   */
  public record Mark(VideoId id, Instant stagedAt) {}

  /** The key of the mark that says that a file was staged. */
  public static String staged(VideoId id, Instant at) {
    return STAGED + "/" + id + "/" + at.toEpochMilli();
  }

  /** What a mark's key says; empty if it is no mark of ours. */
  public static Optional<Mark> mark(String key) {
    Matcher parts = MARK.matcher(key);
    return parts.matches()
        ? Optional.of(new Mark(
            VideoId.of(parts.group(1)), Instant.ofEpochMilli(Long.parseLong(parts.group(2)))))
        : Optional.empty();
  }

  /** Whether a key belongs to the files of videos, or leads to them. */
  public static boolean isOurs(String key) {
    return key.startsWith(VIDEOS + "/") || key.startsWith(STAGED + "/");
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
