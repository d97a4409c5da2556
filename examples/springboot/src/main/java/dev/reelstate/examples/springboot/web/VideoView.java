package dev.reelstate.examples.springboot.web;

import dev.reelstate.task.Failure;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A video as clients see it.
 *
 * @param id its identity
 * @param fileName the name it was uploaded under
 * @param status in lower case, such as {@code completed}
 * @param progress 0 to 1, or null while unknown
 * @param failure why it failed or was rejected, for people; null otherwise
 * @param url of this view
 * @param events URL of its events
 * @param media URLs of what can be played or shown, by kind
 */
record VideoView(
    String id,
    String fileName,
    String status,
    @Nullable Double progress,
    @Nullable String failure,
    String url,
    String events,
    Map<String, String> media) {

  private static final Set<String> SHOWN = Set.of(Artifact.HLS, Artifact.MP4, Artifact.POSTER);

  static VideoView of(Video video, List<Artifact> artifacts) {
    Failure failure = video.failure();
    String url = "/api/videos/" + video.id();
    return new VideoView(
        video.id().toString(),
        video.fileName(),
        video.status().wireName(),
        video.progress().fraction(),
        failure == null ? null : failure.message(),
        url,
        url + "/events",
        artifacts.stream()
            .filter(artifact -> SHOWN.contains(artifact.kind()))
            .collect(Collectors.toMap(
                Artifact::kind, artifact -> MediaController.url(video.id(), artifact.key()))));
  }
}
