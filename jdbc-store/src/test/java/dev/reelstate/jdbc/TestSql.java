package dev.reelstate.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** Changes a database as another program might. */
public record TestSql(DataSource dataSource) {

  public void execute(String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
    }
  }

  public int count(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  /**
   * Everything in the database, as H2 scripts it, but sorted, since a recreated table comes later.
   */
  public List<String> script() throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement();
        ResultSet result = statement.executeQuery("script")) {
      while (result.next()) {
        lines.add(result.getString(1));
      }
    }
    Collections.sort(lines);
    return lines;
  }
}
