package dev.reelstate.examples.check;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Set;

/** Whether the database answers. Its URL is never repeated, as it may contain a password. */
final class DatabaseCheck implements Check {

  @Override
  public String name() {
    return "database";
  }

  @Override
  public Set<String> needs() {
    return Set.of();
  }

  @Override
  public String look(Installation installation) throws FaultException {
    try (Connection connection = installation.pool().getConnection()) {
      DatabaseMetaData product = connection.getMetaData();
      return product.getDatabaseProductName() + " " + product.getDatabaseProductVersion()
          + " answers.";
    } catch (PoolInitializationException | SQLException e) {
      throw new FaultException(
          "The database cannot be reached.",
          "Check that it runs, and the URL, the user and the password.");
    } catch (RuntimeException e) {
      throw new FaultException(
          "There is no driver for this JDBC URL.",
          "Use a URL of H2, PostgreSQL, MariaDB, MySQL or SQLite.");
    }
  }
}
