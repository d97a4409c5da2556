package dev.reelstate.jdbc.migration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.dialect.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {

  @Test
  void a_missing_flyway_plugin_is_named() {
    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() ->
            Migrations.requirePlugin(Dialect.POSTGRESQL, ClassLoader.getPlatformClassLoader()))
        .withMessage("Flyway needs a plugin for this database; "
            + "add org.flywaydb:flyway-database-postgresql.");
  }

  @ParameterizedTest
  @EnumSource
  void an_existing_flyway_plugin_is_found(Dialect dialect) {
    assertThatCode(() -> Migrations.requirePlugin(dialect, getClass().getClassLoader()))
        .doesNotThrowAnyException();
  }
}
