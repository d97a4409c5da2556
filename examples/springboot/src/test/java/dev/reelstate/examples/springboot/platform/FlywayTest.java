package dev.reelstate.examples.springboot.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.migration.Schema;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application's own Flyway beside Reelstate's tables, in every order of their coming. */
class FlywayTest {

  @TempDir
  private Path folder;

  private DataSource database = new JdbcDataSource();
  private ApplicationContextRunner application = new ApplicationContextRunner();

  @Configuration
  @EnableConfigurationProperties(PlatformProperties.class)
  @Import(PlatformConfiguration.class)
  static class Application {}

  @BeforeEach
  void openDatabase() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("database") + ";DB_CLOSE_ON_EXIT=FALSE");
    database = source;
    application = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
        .withUserConfiguration(Application.class)
        .withBean(DataSource.class, () -> database)
        .withPropertyValues("reelstate.media=" + folder.resolve("media"));
  }

  @Test
  void an_empty_database_is_filled_by_both_and_filled_once() {
    for (int start = 1; start <= 2; start++) {
      application.run(
          context -> assertThat(context).hasNotFailed().hasSingleBean(JdbcVideoStore.class));
    }

    assertThat(lessons()).isZero();
    Schema.of(database).verify();
  }

  @Test
  void flyway_refuses_a_schema_that_reelstate_filled_before() {
    JdbcVideoStore.open(database).close();

    application.run(context -> assertThat(context)
        .getFailure()
        .rootCause()
        .hasMessageContaining("Found non-empty schema"));
  }

  @Test
  void a_baseline_of_zero_lets_flyway_in_later() {
    JdbcVideoStore.open(database).close();

    application
        .withPropertyValues(
            "spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=0")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(lessons()).isZero();
  }

  @Test
  void a_schema_of_its_own_leaves_flyway_alone() {
    JdbcVideoStore.builder(database).schema("reelstate").build().close();

    application
        .withPropertyValues("reelstate.schema=reelstate")
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(lessons()).isZero();
    Schema.of(database, "reelstate").verify();
  }

  /** Counts the rows of the table that the application's first migration creates. */
  private int lessons() {
    Integer count =
        new JdbcTemplate(database).queryForObject("select count(*) from lesson", Integer.class);
    return count == null ? -1 : count;
  }
}
