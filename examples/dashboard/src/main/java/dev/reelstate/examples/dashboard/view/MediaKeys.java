package dev.reelstate.examples.dashboard.view;

import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;

/** How the keys of a storage become parts of addresses. */
public final class MediaKeys {

  private MediaKeys() {}

  /** What all keys of a video begin with. */
  public static String prefix(VideoId id) {
    return "videos/" + id + "/";
  }

  /**
   * Whether a key is one of an artifact's files: the one to open first, or one of a package below
   * the same folder.
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
