package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.StoredWork;
import dev.reelstate.jdbc.TestSql;
import dev.reelstate.jdbc.backup.EmptyPlace.Place;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.HalfDone;
import dev.reelstate.jdbc.migration.Schema;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusedBackupTest {

  @TempDir
  Path folder;

  private Path file;
  private Place place;

  @BeforeEach
  void open() {
    file = folder.resolve("store.zip");
    place = EmptyPlace.H2.open(folder);
  }

  @AfterEach
  void close() throws SQLException {
    place.close();
  }

  @Nested
  class An_existing_file {

    @Test
    void is_left_alone() throws IOException {
      place.store();
      Files.writeString(file, "precious");

      assertThat(failure(() -> place.backup().write(file)))
          .isEqualTo(Failure.permanent(
              FailureCode.INVALID_REQUEST,
              "The file already exists; choose another path, or ask to overwrite it."));
      assertThat(file).hasContent("precious");
    }

    @Test
    void is_overwritten_when_requested() throws IOException {
      place.store();
      Files.writeString(file, "not so precious");

      BackupManifest written = place.backup().overwrite(file);

      assertThat(Backup.verify(file)).isEqualTo(written);
    }

    @Test
    void is_unchanged_when_the_database_fails() throws IOException, SQLException {
      place.store();
      BackupManifest before = place.backup().write(file);
      new TestSql(place.dataSource()).execute("drop table reelstate_reader");

      assertThat(failure(() -> place.backup().overwrite(file)).code())
          .isEqualTo(FailureCode.SCHEMA_MISMATCH);

      assertThat(Backup.verify(file)).isEqualTo(before);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
      }
    }

    @Test
    void must_not_be_a_folder() {
      place.store();

      assertThat(failure(() -> place.backup().overwrite(folder)).message())
          .isEqualTo("A backup is a file, but the path is a folder.");
      assertThat(failure(() -> Backup.verify(folder)).code())
          .isEqualTo(FailureCode.SOURCE_UNREADABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_store_with_rows_is_rejected(EmptyPlace database) throws SQLException {
    HalfDone.video(place.store());
    place.backup().write(file);
    try (Place other = database.open(folder)) {
      JdbcVideoStore store = other.store();
      VideoId own = store.videos().create(NewVideo.named("own.mp4")).id();

      Failure failure = failure(() -> other.backup().restore(file));

      assertThat(failure.code()).isEqualTo(FailureCode.STORE_NOT_EMPTY);
      assertThat(failure.message())
          .isEqualTo("The store is not empty: reelstate_video has rows."
              + " Restore into a new database or schema that no application has used.");
      assertThat(store.videos().find(own)).isPresent();
    }
  }

  @Test
  void a_store_that_a_node_has_joined_is_not_empty() throws SQLException {
    place.store();
    place.backup().write(file);
    try (Place other = EmptyPlace.H2.open(folder)) {
      other.store().nodes().join("a", Duration.ofSeconds(1));

      assertThat(failure(() -> other.backup().restore(file)).code())
          .isEqualTo(FailureCode.STORE_NOT_EMPTY);
    }
  }

  @Test
  void a_store_without_tables_must_be_migrated_first() throws SQLException {
    place.store();
    place.backup().write(file);
    try (Place other = EmptyPlace.H2.open(folder)) {
      assertThat(failure(() -> other.backup().restore(file)).code())
          .isEqualTo(FailureCode.SCHEMA_MISMATCH);
      assertThat(
              failure(() -> other.backup().write(folder.resolve("other.zip"))).code())
          .isEqualTo(FailureCode.SCHEMA_MISMATCH);
    }
  }

  @Test
  void a_backup_of_another_version_is_rejected() throws SQLException {
    Schema later = place.schema().withMigrations("later-migrations");
    later.migrate();
    Backup.of(later).write(file);
    try (Place other = EmptyPlace.H2.open(folder)) {
      other.store();

      Failure failure = failure(() -> other.backup().restore(file));

      assertThat(failure.code()).isEqualTo(FailureCode.SCHEMA_MISMATCH);
      assertThat(failure.message())
          .startsWith("The backup has schema version 98, but the store has version ")
          .endsWith("which wrote it, and then migrate with Schema.migrate() of this release.");
    }
  }

  @Test
  void a_schema_of_a_later_release_is_rejected() {
    place.schema().withMigrations("later-migrations").migrate();

    assertThat(failure(() -> place.backup().write(file)).message())
        .startsWith("The schema has version 98, but this release supports versions up to ");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_value_that_the_database_rejects_aborts_the_restoration() throws SQLException {
    JdbcVideoStore store = place.store();
    store.videos().create(NewVideo.named("a.mp4"));
    store.videos().create(NewVideo.named("b.mp4"));
    lengthenAProject();
    place.backup().write(file);
    try (Place narrow = EmptyPlace.MARIADB.open(folder)) {
      JdbcVideoStore other = narrow.store();

      Failure failure = failure(() -> narrow.backup().restore(file));

      assertThat(failure.code()).isEqualTo(FailureCode.BACKUP_REFUSED);
      assertThat(failure.message())
          .isEqualTo("The database rejected a row of reelstate_video;"
              + " nothing was restored. The failure's detail says why.");
      assertThat(other.videos().count(VideoQuery.all())).isEmpty();
    }
  }

  /** Makes a project's name longer than any store accepts, but not longer than H2 does. */
  private void lengthenAProject() throws SQLException {
    SchemaSession.call(place.schema().dataSource(), place.schema().name().orElse(null), session -> {
      session.execute(
          "update reelstate_video set project = repeat('p', 300) where file_name = 'b.mp4'");
      session.connection().commit();
      return true;
    });
  }

  @Test
  void a_value_that_the_database_changes_silently_is_detected() throws SQLException {
    place.store().videos().create(NewVideo.named("a.mp4"));
    place.backup().write(file);
    try (Place lossy = EmptyPlace.POSTGRESQL.open(folder)) {
      lossy.store();
      SchemaSession.call(
          lossy.schema().dataSource(), lossy.schema().name().orElse(null), session -> {
            session.execute("create function cut() returns trigger language plpgsql as"
                + " $$ begin new.title = left(new.title, 3); return new; end $$");
            session.execute("create trigger cut before insert on reelstate_video"
                + " for each row execute function cut()");
            session.connection().commit();
            return true;
          });
      List<Object> before = StoredWork.contents(lossy.store());

      Failure failure = failure(() -> lossy.backup().restore(file));

      assertThat(failure.code()).isEqualTo(FailureCode.BACKUP_REFUSED);
      assertThat(failure.message())
          .isEqualTo("The database does not preserve the rows of reelstate_video (1 of 1 found);"
              + " nothing was restored.");
      assertThat(StoredWork.contents(lossy.store())).isEqualTo(before);
    }
  }

  private static Failure failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(ReelstateException.class, call))
        .failure();
  }
}
