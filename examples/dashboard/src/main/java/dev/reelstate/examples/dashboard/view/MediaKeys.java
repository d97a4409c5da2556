package dev.reelstate.examples.dashboard.view;

import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;

/** Maps storage keys to parts of URLs. */
public final class MediaKeys {

  private MediaKeys() {}

  /** The common prefix of all keys of a video. */
  public static String prefix(VideoId id) {
    return "videos/" + id + "/";
  }

  /**
   * Whether a key belongs to an artifact: its main file, or a file of a package in the same folder.
   */
  public static boolean belongs(String key, Artifact artifact) {
    if (key.equals(artifact.key())) {
      return true;
    }
    boolean isPackage = artifact.kind().equals(Artifact.HLS);
    String folder = artifact.key().substring(0, artifact.key().lastIndexOf('/') + 1);
    return isPackage && key.startsWith(folder);
  }
}
