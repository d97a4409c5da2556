package dev.reelstate.examples.springboot.web;

import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What was made from videos: pictures, MP4 files, playlists and their segments. Spring answers
 * ranges of a {@link Resource} itself. The objects under a key never change, so browsers may keep
 * them.
 */
@RestController
class MediaController {

  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
  private static final MediaType SEGMENT = new MediaType("video", "iso.segment");
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

  private final VideoPlatform platform;

  MediaController(VideoPlatform platform) {
    this.platform = platform;
  }

  /** The URL of the object under a storage key of a video. */
  static String url(VideoId id, String key) {
    return "/api/videos/" + id + "/media" + key.substring(folder(id).length());
  }

  private static String folder(VideoId id) {
    return "videos/" + id;
  }

  @GetMapping("/api/videos/{id}/media/{*path}")
  ResponseEntity<Resource> media(@PathVariable VideoId id, @PathVariable String path)
      throws IOException {
    String key = folder(id) + path;
    if (!PATH.matcher(path).matches() || !isReadable(id, key)) {
      throw notFound();
    }
    long size = platform.storage().size(key).orElseThrow(MediaController::notFound);
    return ResponseEntity.ok()
        .cacheControl(FOR_EVER)
        .contentType(type(key))
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
        .body(new StoredResource(platform.storage(), key, size));
  }

  /** Whether it belongs to an artifact; the original, for example, does not. */
  private boolean isReadable(VideoId id, String key) {
    return platform.artifacts(id).stream()
        .map(Artifact::key)
        .anyMatch(first -> key.startsWith(first.substring(0, first.lastIndexOf('/') + 1)));
  }

  private static MediaType type(String key) {
    return key.endsWith(".m4s")
        ? SEGMENT
        : MediaTypeFactory.getMediaType(key).orElse(MediaType.APPLICATION_OCTET_STREAM);
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "This video has no such file.");
  }
}
