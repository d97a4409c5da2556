package dev.reelstate.examples.springboot.lessons;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.Staged;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.NewVideo;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/** Takes lessons in, with their files. */
@Component
public class LessonUploads {

  private final VideoPlatform platform;
  private final LessonService lessons;

  LessonUploads(VideoPlatform platform, LessonService lessons) {
    this.platform = platform;
    this.lessons = lessons;
  }

  /**
   * Stores the file first, outside of any transaction, since a transaction must not wait for a slow
   * client; then adds the lesson and its video in a short one.
   *
   * @param size the number of bytes that will arrive, or -1 when unknown
   * @throws IllegalArgumentException if the title or the file's name is not acceptable; nothing has
   *     been read then
   * @throws ReelstateException a code that rejects if the file is not acceptable
   */
  public Lesson upload(String title, String fileName, InputStream bytes, long size) {
    NewVideo video = NewVideo.named(fileName);
    Lesson lesson = Lesson.of(title, video.id());
    Staged staged = platform.stage(video, bytes, size);
    lessons.add(lesson, staged);
    return lesson;
  }
}
