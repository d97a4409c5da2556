package dev.reelstate.examples.springboot.web;

import dev.reelstate.examples.springboot.lessons.Lesson;
import dev.reelstate.examples.springboot.lessons.LessonService;
import dev.reelstate.examples.springboot.lessons.LessonUploads;
import dev.reelstate.processing.VideoPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Lessons: add one with its file, and list them. */
@RestController
@RequestMapping("/api/lessons")
class LessonController {

  /** A lesson with its video. */
  record LessonView(UUID id, String title, Instant createdAt, VideoView video) {}

  private final LessonUploads uploads;
  private final LessonService lessons;
  private final VideoPlatform platform;

  LessonController(LessonUploads uploads, LessonService lessons, VideoPlatform platform) {
    this.uploads = uploads;
    this.lessons = lessons;
    this.platform = platform;
  }

  /**
   * Adds a lesson whose file is the body. The bytes go straight into the storage: none are kept in
   * memory, and none are written twice.
   */
  @PostMapping(consumes = {"video/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
  ResponseEntity<LessonView> add(
      @RequestParam String title,
      @RequestParam(defaultValue = "video") String fileName,
      @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, defaultValue = "-1") long size,
      InputStream body) {
    return created(uploads.upload(title, fileName, body, size));
  }

  /** Adds a lesson from a form, whose file Spring has kept in a temporary file. */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<LessonView> add(@RequestParam String title, @RequestParam MultipartFile file)
      throws IOException {
    String fileName = Objects.requireNonNullElse(file.getOriginalFilename(), "video");
    try (InputStream bytes = file.getInputStream()) {
      return created(uploads.upload(title, fileName, bytes, file.getSize()));
    }
  }

  @GetMapping
  List<LessonView> list() {
    return lessons.list().stream().map(this::view).toList();
  }

  private ResponseEntity<LessonView> created(Lesson lesson) {
    LessonView view = view(lesson);
    return ResponseEntity.created(URI.create(view.video().url())).body(view);
  }

  private LessonView view(Lesson lesson) {
    VideoView video =
        VideoView.of(platform.get(lesson.videoId()), platform.artifacts(lesson.videoId()));
    return new LessonView(lesson.id(), lesson.title(), lesson.createdAt(), video);
  }
}
