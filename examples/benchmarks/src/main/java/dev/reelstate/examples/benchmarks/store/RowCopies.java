package dev.reelstate.examples.benchmarks.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Fills the tables of a store on PostgreSQL with copies of one video and all its rows, using
 * {@code generate_series}: the rows of millions of videos in minutes. The columns are read from the
 * database, so only keys are hard-coded here: {@code video_id} identifies a video, {@code task_id}
 * or {@code blocker_id} a task, and times end in {@code _at}.
 */
final class RowCopies {

  private static final int CHUNK = 100_000;

  private final Connection connection;

  /** Uses a connection with auto-commit on. */
  RowCopies(Connection connection) throws SQLException {
    this.connection = connection;
    // Copied rows are consistent, so foreign keys need not be checked.
    run("set session_replication_role = replica");
  }

  /** The identity of a copy. */
  static UUID id(long number) {
    return new UUID(0x7000L, Long.MIN_VALUE | number);
  }

  /**
   * Copies a video.
   *
   * @param template the identity of the video
   * @param first the number of the first copy, unique in the database
   * @param count the number of copies
   */
  void add(UUID template, long first, int count) throws SQLException {
    Template source = new Template(
        template,
        number("select min(id) from reelstate_task where video_id = '" + template + "'"),
        number("select count(*) from reelstate_task where video_id = '" + template + "'"),
        number("select max(id) from reelstate_task") + 1);
    for (long from = 0; from < count; from += CHUNK) {
      long end = Math.min(from + CHUNK, count);
      for (String table : tables()) {
        copy(source, table, first, from, end - 1);
      }
    }
    run("select setval(pg_get_serial_sequence('reelstate_task', 'id'), "
        + "(select max(id) from reelstate_task))");
  }

  /**
   * A video to copy.
   *
   * @param firstTask its smallest task key
   * @param tasks the number of its tasks, whose keys are consecutive
   * @param newTask the first free key
   */
  private record Template(UUID id, long firstTask, long tasks, long newTask) {}

  private void copy(Template source, String table, long first, long from, long to)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String column : columns(table)) {
      String value = value(source, table, column, first);
      if (!value.isEmpty()) {
        columns.add(column);
        values.add(value);
      }
    }
    run("insert into " + table + " (" + String.join(", ", columns)
        + ") overriding system value select "
        + String.join(", ", values) + " from " + table + ", generate_series(" + from + ", " + to
        + ") n where " + belongs(source, table) + " order by n");
  }

  /** The value of a copy in a column; empty for a key that the database generates. */
  private static String value(Template source, String table, String column, long first) {
    if (column.equals("video_id") || (table.equals("reelstate_video") && column.equals("id"))) {
      return "('00000000-0000-7000-8000-' || lpad(to_hex(n + " + first + "), 12, '0'))::uuid";
    }
    if (List.of("task_id", "blocker_id").contains(column)
        || (table.equals("reelstate_task") && column.equals("id"))) {
      return table + "." + column + " - " + source.firstTask() + " + " + source.newTask()
          + " + n * " + source.tasks();
    }
    if (column.equals("id")) {
      return "";
    }
    return table + "." + column + (column.endsWith("_at") ? " - n" : "");
  }

  private String belongs(Template source, String table) throws SQLException {
    if (table.equals("reelstate_video")) {
      return "id = '" + source.id() + "'";
    }
    return columns(table).contains("video_id")
        ? "video_id = '" + source.id() + "'"
        : "task_id between " + source.firstTask() + " and "
            + (source.firstTask() + source.tasks() - 1);
  }

  private List<String> tables() throws SQLException {
    return strings("select distinct table_name from information_schema.columns "
        + "where table_name like 'reelstate\\_%' and (column_name in ('video_id', 'task_id') "
        + "or table_name = 'reelstate_video' and column_name = 'id') order by table_name desc");
  }

  private List<String> columns(String table) throws SQLException {
    return strings("select column_name from information_schema.columns where table_name = '" + table
        + "' order by ordinal_position");
  }

  private List<String> strings(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }

  private long number(String sql) throws SQLException {
    return Long.parseLong(strings(sql).get(0));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
