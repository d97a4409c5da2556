package dev.reelstate.examples.springboot.lessons;

import dev.reelstate.video.VideoId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of lessons. */
@Repository
class LessonRepository {

  private final JdbcClient sql;

  LessonRepository(JdbcClient sql) {
    this.sql = sql;
  }

  void insert(Lesson lesson) {
    sql.sql("insert into lesson (id, title, video_id, created_at) values (?, ?, ?, ?)")
        .params(
            lesson.id().toString(),
            lesson.title(),
            lesson.videoId().toString(),
            Timestamp.from(lesson.createdAt()))
        .update();
  }

  /** The lessons, newest first. */
  List<Lesson> list() {
    return sql.sql("select id, title, video_id, created_at from lesson order by created_at desc")
        .query(LessonRepository::read)
        .list();
  }

  private static Lesson read(ResultSet row, int number) throws SQLException {
    return new Lesson(
        UUID.fromString(row.getString(1)),
        row.getString(2),
        VideoId.of(row.getString(3)),
        row.getTimestamp(4).toInstant());
  }
}
