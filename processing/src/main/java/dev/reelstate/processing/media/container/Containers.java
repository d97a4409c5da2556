package dev.reelstate.processing.media.container;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says which demuxer opens which container, and where timestamps may jump. A container that is not
 * listed here is not opened.
 */
public final class Containers {

  private static final Map<String, String> DEMUXERS = Map.ofEntries(
      Map.entry("mp4", "mov"),
      Map.entry("matroska", "matroska"),
      Map.entry("webm", "matroska"),
      Map.entry("mpegts", "mpegts"),
      Map.entry("mpegps", "mpeg"),
      Map.entry("avi", "avi"),
      Map.entry("flv", "flv"),
      Map.entry("ogg", "ogg"),
      Map.entry("asf", "asf"),
      Map.entry("wav", "wav"),
      Map.entry("mp3", "mp3"),
      Map.entry("aac", "aac"),
      Map.entry("flac", "flac"),
      Map.entry("caf", "caf"),
      Map.entry("amr", "amr"),
      Map.entry("truehd", "truehd"),
      Map.entry("dv", "dv"),
      Map.entry("gif", "gif"),
      Map.entry("apng", "apng"));

  private static final Set<String> BROADCAST = Set.of("mpegts", "mpegps");

  private static final Set<String> INDEXED = Set.of("mp4", "matroska", "webm");

  private static final Set<String> PICTURES = Set.of("gif", "apng");

  private Containers() {}

  /** All containers that are opened. */
  public static Set<String> all() {
    return DEMUXERS.keySet();
  }

  /** libav's name of the demuxer for a container. */
  public static Optional<String> demuxer(String container) {
    return Optional.ofNullable(DEMUXERS.get(container));
  }

  /** Whether the container's clock may jump, as it does where broadcasts were spliced. */
  public static boolean mayJump(String container) {
    return BROADCAST.contains(container);
  }

  /** Whether the container is a format of pictures, which may also hold a single one. */
  public static boolean ofPictures(String container) {
    return PICTURES.contains(container);
  }

  /** Whether reading can begin in the middle, at a known position. */
  public static boolean canBeCut(String container) {
    return INDEXED.contains(container);
  }

  /**
   * Whether the header never holds a duration, so that libav can only derive it from timestamps.
   */
  static boolean durationFromTimeStamps(String container) {
    return BROADCAST.contains(container);
  }
}
