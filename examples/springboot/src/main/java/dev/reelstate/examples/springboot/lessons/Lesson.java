package dev.reelstate.examples.springboot.lessons;

import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.util.UUID;

/**
 * A lesson: the application's own record, which names its video.
 *
 * @param id its identity
 * @param title 1 to 200 characters
 * @param videoId its video
 * @param createdAt when it was added
 */
public record Lesson(UUID id, String title, VideoId videoId, Instant createdAt) {

  /**
   * Checks the title.
   *
   * @throws IllegalArgumentException if it is blank or longer than 200 characters
   */
  public Lesson {
    if (title.isBlank() || title.length() > 200) {
      throw new IllegalArgumentException("A lesson's title must have 1 to 200 characters.");
    }
  }

  static Lesson of(String title, VideoId videoId) {
    return new Lesson(UUID.randomUUID(), title, videoId, Instant.now());
  }
}
