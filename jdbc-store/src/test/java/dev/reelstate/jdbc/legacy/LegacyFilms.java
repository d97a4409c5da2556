package dev.reelstate.jdbc.legacy;

import dev.reelstate.jdbc.TestSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Creates many rows of the earlier platform, none of them broken, in tables that work on most
 * databases.
 */
final class LegacyFilms {

  private LegacyFilms() {}

  static void make(TestSql sql, int videos, int objectsOfEach) throws SQLException {
    sql.execute(
        "create table videos (id integer, filename varchar(200), fps integer, status varchar(20))",
        "create table ground_truth_objects (id integer, video_id integer, frame_number integer,"
            + " class_label varchar(200), x integer, y integer, width integer, height integer)");
    try (Connection connection = sql.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      insert(
          connection,
          "insert into videos values (?, concat('film ', ?, '.mp4'), 25, 'completed')",
          videos,
          (row, i) -> {
            row.setInt(1, i);
            row.setInt(2, i);
          });
      insert(
          connection,
          "insert into ground_truth_objects values (?, ?, ?, 'cat', ?, 2, 30, 40)",
          videos * objectsOfEach,
          (row, i) -> {
            row.setInt(1, i);
            row.setInt(2, i % videos + 1);
            row.setInt(3, i / 2);
            row.setInt(4, i % 100);
          });
      connection.commit();
    }
  }

  private static void insert(Connection connection, String statement, int rows, Filling filling)
      throws SQLException {
    try (PreparedStatement row = connection.prepareStatement(statement)) {
      for (int i = 1; i <= rows; i++) {
        filling.fill(row, i);
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  private interface Filling {
    void fill(PreparedStatement row, int i) throws SQLException;
  }
}
