package dev.reelstate.examples.dashboard.view;

import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The URLs of a video's resources, relative to the server's root.
 *
 * @param poster null until there may be one; audio-only files have none
 * @param storyboard null if there is none, or if it was not looked up, as in lists; likewise HLS
 *     and MP4
 * @param original null until the whole file has arrived
 */
@Wire
public record Urls(
    String self,
    @Nullable String poster,
    @Nullable String storyboard,
    @Nullable String hls,
    @Nullable String mp4,
    @Nullable String original) {

  static Urls of(Video video) {
    return of(video, List.of());
  }

  static Urls of(Video video, List<Artifact> artifacts) {
    String self = self(video.id());
    return new Urls(
        self,
        hasPictures(video) ? self + "/poster?generation=" + video.publishedGeneration() : null,
        find(video.id(), artifacts, Artifact.STORYBOARD_CUES),
        find(video.id(), artifacts, Artifact.HLS),
        find(video.id(), artifacts, Artifact.MP4),
        video.original() == null ? null : self + "/original");
  }

  /** A poster's URL contains its generation, so that a new image has a new URL. */
  private static boolean hasPictures(Video video) {
    MediaInfo media = video.media();
    return media != null
        && media.video().isPresent()
        && (video.publishedGeneration() > 0 || video.playableAt() != null);
  }

  private static String self(VideoId id) {
    return "/api/videos/" + id;
  }

  /** The URL of a file in the storage, whose key begins with the video's identity. */
  static String media(VideoId id, String key) {
    return self(id) + "/media/" + key.substring(MediaKeys.prefix(id).length());
  }

  private static @Nullable String find(VideoId id, List<Artifact> artifacts, String kind) {
    return artifacts.stream()
        .filter(artifact -> artifact.kind().equals(kind))
        .findFirst()
        .map(artifact -> media(id, artifact.key()))
        .orElse(null);
  }
}
