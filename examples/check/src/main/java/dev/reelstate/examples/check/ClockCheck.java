package dev.reelstate.examples.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Whether the clocks of this machine and of the database agree. */
final class ClockCheck implements Check {

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Set<String> needs() {
    return Set.of("database");
  }

  @Override
  public String look(Installation installation) throws SQLException, FaultException {
    if (installation.options().url.startsWith("jdbc:sqlite:")) {
      return "The database uses the clock of this machine.";
    }
    Duration skew = skew(installation);
    if (skew.compareTo(installation.options().maxSkew()) > 0) {
      throw new FaultException(
          "The clocks of this machine and the database are " + skew.toSeconds() + " s apart.",
          "Leases work nevertheless, but ages and times look wrong; synchronise both with NTP.");
    }
    return "The clocks of this machine and the database agree.";
  }

  private static Duration skew(Installation installation) throws SQLException {
    try (Connection connection = installation.pool().getConnection();
        Statement statement = connection.createStatement()) {
      Instant before = installation.clock().instant();
      try (ResultSet row = statement.executeQuery("select current_timestamp")) {
        row.next();
        Instant there = row.getTimestamp(1).toInstant();
        return Duration.between(before, there).abs();
      }
    }
  }
}
