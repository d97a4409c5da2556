package dev.reelstate.examples.springboot.lessons;

import dev.reelstate.processing.Staged;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.VideoId;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The lessons. Adding one also queues its video, in the same transaction: both or neither. */
@Service
public class LessonService {

  private final LessonRepository lessons;
  private final VideoPlatform platform;
  private final JdbcOperations jdbc;

  LessonService(LessonRepository lessons, VideoPlatform platform, JdbcOperations jdbc) {
    this.lessons = lessons;
    this.platform = platform;
    this.jdbc = jdbc;
  }

  /**
   * Adds a lesson and queues its video. The platform sees the video once the transaction has
   * committed; if it is rolled back, the platform removes the staged file later.
   */
  @Transactional
  public void add(Lesson lesson, Staged video) {
    lessons.insert(lesson);
    jdbc.execute((ConnectionCallback<VideoId>) connection -> platform.queueIn(connection, video));
  }

  /** The lessons, newest first. */
  @Transactional(readOnly = true)
  public List<Lesson> list() {
    return lessons.list();
  }
}
