package dev.reelstate.examples.dashboard.api;

import static java.util.Comparator.comparing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reelstate.examples.dashboard.view.DetailsView.ArtifactView;
import dev.reelstate.examples.dashboard.view.MediaKeys;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outputs and originals of videos: images, playlists, segments, files. */
final class MediaApi {

  private static final int KNOWN = 1000;

  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("m3u8", "application/vnd.apple.mpegurl"),
      Map.entry("mpd", "application/dash+xml"),
      Map.entry("m4s", "video/iso.segment"),
      Map.entry("mp4", "video/mp4"),
      Map.entry("m4a", "audio/mp4"),
      Map.entry("vtt", "text/vtt; charset=utf-8"),
      Map.entry("jpg", "image/jpeg"),
      Map.entry("png", "image/png"),
      Map.entry("webp", "image/webp"),
      Map.entry("json", "application/json"));

  /** Artifacts of a video. */
  @Wire
  record Listed(List<ArtifactView> items) {}

  /** The readable artifacts of a video, valid until its next event. */
  private record Shown(long eventNumber, List<Artifact> artifacts) {}

  private final VideoPlatform platform;
  private final Cache<VideoId, Shown> readable =
      Caffeine.newBuilder().maximumSize(KNOWN).build();

  MediaApi(VideoPlatform platform) {
    this.platform = platform;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/videos/{id}/artifacts", this::list);
    both(
        routes,
        "/api/videos/{id}/poster",
        context -> poster(context, Videos.named(context, platform)));
    both(routes, "/api/videos/{id}/original", this::original);
    both(
        routes,
        "/api/videos/{id}/media/<path>",
        context -> file(context, Videos.named(context, platform)));
  }

  /** Registers GET and HEAD, since the web server's own HEAD has no length. */
  static void both(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private void list(Context context) {
    Video video = Videos.named(context, platform);
    context.json(new Listed(platform.artifacts(video.id()).stream()
        .map(artifact -> ArtifactView.of(video.id(), artifact))
        .toList()));
  }

  /** Sends the newest poster. */
  void poster(Context context, Video video) throws IOException {
    Artifact poster = artifacts(video).stream()
        .filter(artifact -> artifact.kind().equals(Artifact.POSTER))
        .min(comparing(artifact -> artifact.step().equals(Artifact.GIVEN) ? 0 : 1))
        .orElseThrow(() -> ProblemException.notFound("The video has no poster yet."));
    new Served(platform.storage(), poster.key(), poster.contentType(), Served.ASK_AGAIN)
        .answer(context);
  }

  private void original(Context context) throws IOException {
    Video video = Videos.named(context, platform);
    Original original = video.original();
    if (original == null) {
      throw ProblemException.notFound("The file has not arrived yet.");
    }
    String name = URLEncoder.encode(video.fileName(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
    context.header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    new Served(platform.storage(), original.key(), "application/octet-stream", Served.ASK_AGAIN)
        .answer(context);
  }

  /** Sends the file of an artifact that the path of the request names. */
  void file(Context context, Video video) throws IOException {
    String key = MediaKeys.prefix(video.id()) + context.pathParam("path");
    boolean known =
        artifacts(video).stream().anyMatch(artifact -> MediaKeys.belongs(key, artifact));
    if (!known || key.contains("..")) {
      throw ProblemException.notFound("This video has no such file.");
    }
    String ending = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.getOrDefault(ending, "application/octet-stream");
    new Served(platform.storage(), key, type, Served.FOR_EVER).answer(context);
  }

  /**
   * The artifacts of every generation that still exists, since a player continues with the one it
   * began.
   */
  private List<Artifact> artifacts(Video video) {
    Shown known = readable.getIfPresent(video.id());
    if (known == null || known.eventNumber() != video.eventNumber()) {
      List<Artifact> all =
          platform.details(video.id()).map(details -> details.artifacts()).orElse(List.of());
      known = new Shown(video.eventNumber(), all);
      readable.put(video.id(), known);
    }
    return known.artifacts();
  }
}
