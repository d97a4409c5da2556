package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.DetailsView;
import dev.reelstate.examples.dashboard.view.VideoView;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.function.Function;

/** Single videos: details, changes, and actions. */
final class VideoApi {

  /** A deleted video, and the time until which it can be restored. */
  @Wire
  record Deleted(VideoView video, Instant undoUntil) {}

  private final VideoPlatform platform;
  private final SocketBridge sockets;
  private final Trash trash;

  VideoApi(VideoPlatform platform, SocketBridge sockets, Trash trash) {
    this.platform = platform;
    this.sockets = sockets;
    this.trash = trash;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/api/videos/{id}", this::look);
    routes.addHttpHandler(HandlerType.PATCH, "/api/videos/{id}", this::edit);
    routes.delete("/api/videos/{id}", this::delete);
    routes.post("/api/videos/{id}/restore", this::restore);
    routes.post("/api/videos/{id}/retry", context -> act(context, platform::retry));
    routes.post("/api/videos/{id}/cancel", context -> act(context, this::cancel));
    routes.post("/api/videos/{id}/reprocess", context -> act(context, platform::reprocess));
  }

  private void look(Context context) {
    Video video = Videos.named(context, platform);
    Answers.json(
        context, DetailsView.of(platform.details(video.id()).orElseThrow(ProblemException::gone)));
  }

  private void edit(Context context) throws JsonProcessingException {
    Video video = present(context);
    Answers.json(context, VideoView.of(platform.edit(video.id(), EditBody.of(context))));
  }

  /** The video, unless it is in the trash. */
  private Video present(Context context) {
    Video video = Videos.named(context, platform);
    if (trash.has(video.id())) {
      throw ProblemException.conflict("The video has been deleted; restore it first.");
    }
    return video;
  }

  private void act(Context context, Function<VideoId, Video> action) {
    Answers.json(context, VideoView.of(action.apply(present(context).id())));
  }

  /** Cancelling a cancelled video is not an error. */
  private Video cancel(VideoId id) {
    VideoStatus status = platform.get(id).status();
    if (status.isSettled() && status != VideoStatus.CANCELLED) {
      throw ProblemException.conflict(
          "A video that is " + status.wireName() + " cannot be cancelled.");
    }
    return platform.cancel(id);
  }

  private void delete(Context context) {
    Video video = Videos.named(context, platform);
    Instant until = trash.put(video.id());
    ListApi.tellDeleted(sockets, video);
    context.status(202);
    Answers.json(context, new Deleted(VideoView.of(video), until));
  }

  private void restore(Context context) {
    Video video = Videos.named(context, platform);
    if (!trash.restore(video.id())) {
      throw ProblemException.notFound(
          "The video was not deleted, or it can no longer be restored.");
    }
    sockets.tell("restored", video, "The video was restored.");
    Answers.json(context, VideoView.of(video));
  }
}
