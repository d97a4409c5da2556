package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.access.Passes;
import dev.reelstate.examples.dashboard.view.DetailsView;
import dev.reelstate.examples.dashboard.view.Urls;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Addresses with which anybody can watch one video for a while. The pass is a part of the path, so
 * the relative addresses in playlists keep it.
 */
final class PlaybackApi {

  private static final long LONGEST = Duration.ofDays(7).toSeconds();
  private static final long USUAL = Duration.ofHours(1).toSeconds();
  private static final String ONE = "/play/{id}/{pass}";

  /** The addresses, until when they work. */
  @Wire
  record Playback(
      @Nullable String hls,
      @Nullable String mp4,
      @Nullable String poster,
      @Nullable String storyboard,
      Instant expiresAt) {}

  private final VideoPlatform platform;
  private final Trash trash;
  private final MediaApi media;
  private final Passes passes;

  PlaybackApi(VideoPlatform platform, Trash trash, MediaApi media, Passes passes) {
    this.platform = platform;
    this.trash = trash;
    this.media = media;
    this.passes = passes;
  }

  void addTo(RoutesConfig routes) {
    routes.post("/api/videos/{id}/playback", this::issue);
    MediaApi.both(routes, ONE + "/poster", context -> media.poster(context, watched(context)));
    MediaApi.both(routes, ONE + "/media/<path>", context -> media.file(context, watched(context)));
  }

  private void issue(Context context) {
    long seconds = Query.number(context, "seconds", USUAL, 1, LONGEST);
    Video video = present(Videos.named(context, platform));
    Instant until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    Urls urls = DetailsView.of(platform.details(video.id()).orElseThrow(ProblemException::gone))
        .video()
        .urls();
    String prefix = "/play/" + video.id() + "/" + passes.issue(video.id(), until);
    context.json(new Playback(
        signed(urls.hls(), urls, prefix),
        signed(urls.mp4(), urls, prefix),
        signed(urls.poster(), urls, prefix),
        signed(urls.storyboard(), urls, prefix),
        until));
  }

  private static @Nullable String signed(@Nullable String url, Urls urls, String prefix) {
    return url == null ? null : prefix + url.substring(urls.self().length());
  }

  private Video present(Video video) {
    if (trash.has(video.id())) {
      throw ProblemException.gone();
    }
    return video;
  }

  /** The video of a pass; pages of any site may show it. */
  private Video watched(Context context) throws IOException {
    context.header("Access-Control-Allow-Origin", "*");
    context.header("Cross-Origin-Resource-Policy", "cross-origin");
    passes.require(Query.id(context), context.pathParam("pass"));
    return present(platform
        .find(Query.id(context))
        .filter(video -> video.status() != dev.reelstate.video.VideoStatus.DELETED)
        .orElseThrow(ProblemException::gone));
  }
}
