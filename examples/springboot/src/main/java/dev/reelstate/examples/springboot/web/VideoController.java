package dev.reelstate.examples.springboot.web;

import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One video: its state, its events, and another try. */
@RestController
@RequestMapping("/api/videos/{id}")
class VideoController {

  private final VideoPlatform platform;
  private final EventStreams streams;

  VideoController(VideoPlatform platform, EventStreams streams) {
    this.platform = platform;
    this.streams = streams;
  }

  @GetMapping
  VideoView show(@PathVariable VideoId id) {
    return view(find(id));
  }

  /** Resumes a failed, rejected or cancelled video where it stopped. */
  @PostMapping("/retry")
  VideoView retry(@PathVariable VideoId id) {
    return view(platform.retry(find(id).id()));
  }

  /**
   * Streams the events of a video until it is settled. A client that reconnects sends the number of
   * the last event it has, as browsers do by themselves, and receives those it missed.
   *
   * @return 204 if the video is settled and the client has every event, so that a browser does not
   *     connect again
   */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  ResponseEntity<SseEmitter> events(
      @PathVariable VideoId id,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long lastEvent) {
    Video video = find(id);
    if (video.status().isSettled() && video.eventNumber() <= lastEvent) {
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.ok(streams.open(id, lastEvent));
  }

  private VideoView view(Video video) {
    return VideoView.of(video, platform.artifacts(video.id()));
  }

  private Video find(VideoId id) {
    return platform
        .find(id)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such video."));
  }
}
