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
  class A_file_that_is_there {

    @Test
    void is_left_alone() throws IOException {
      place.store();
      Files.writeString(file, "precious");

      assertThat(failure(() -> place.backup().write(file)))
          .isEqualTo(Failure.permanent(
              FailureCode.INVALID_REQUEST,
              "There is a file at this place already; choose another, or ask to overwrite it."));
      assertThat(file).hasContent("precious");
    }

    @Test
    void gives_way_when_asked_to() throws IOException {
      place.store();
      Files.writeString(file, "not so precious");

      BackupManifest written = place.backup().overwrite(file);

      assertThat(Backup.verify(file)).isEqualTo(written);
    }

    @Test
    void stays_as_it_was_when_the_database_fails() throws IOException, SQLException {
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
    void may_be_no_folder() {
      place.store();

      assertThat(failure(() -> place.backup().overwrite(folder)).message())
          .isEqualTo("A backup is a file, and there is a folder.");
      assertThat(failure(() -> Backup.verify(folder)).code())
          .isEqualTo(FailureCode.SOURCE_UNREADABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_store_with_rows_is_not_restored_into(EmptyPlace database) throws SQLException {
    HalfDone.video(place.store());
    place.backup().write(file);
    try (Place other = database.open(folder)) {
      JdbcVideoStore store = other.store();
      VideoId own = store.videos().create(NewVideo.named("own.mp4")).id();

      Failure failure = failure(() -> other.backup().restore(file));

      assertThat(failure.code()).isEqualTo(FailureCode.STORE_NOT_EMPTY);
      assertThat(failure.message())
          .isEqualTo("The store is not empty, there are rows in reelstate_video;"
              + " restore into a new database or schema, before any application has used it.");
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
  void a_store_without_tables_has_to_be_migrated_first() throws SQLException {
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
  void a_backup_of_another_version_is_refused() throws SQLException {
    Schema later = place.schema().withMigrations("later-migrations");
    later.migrate();
    Backup.of(later).write(file);
    try (Place other = EmptyPlace.H2.open(folder)) {
      other.store();

      Failure failure = failure(() -> other.backup().restore(file));

      assertThat(failure.code()).isEqualTo(FailureCode.SCHEMA_MISMATCH);
      assertThat(failure.message())
          .startsWith("The backup is of the schema's version 98, and the store is of version ")
          .endsWith("which wrote it, and then migrate with Schema.migrate() of this one.");
    }
  }

  @Test
  void a_schema_of_a_later_release_is_left_to_that() {
    place.schema().withMigrations("later-migrations").migrate();

    assertThat(failure(() -> place.backup().write(file)).message())
        .startsWith("The schema is of version 98, and this release knows it up to ");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_value_that_the_database_does_not_take_is_refused_with_all_the_rest() throws SQLException {
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
          .isEqualTo("The database refuses a row of reelstate_video;"
              + " nothing was restored, see the log for what it said.");
      assertThat(other.videos().count(VideoQuery.all())).isEmpty();
    }
  }

  /** Longer than any store takes it, but not than H2 does. */
  private void lengthenAProject() throws SQLException {
    SchemaSession.call(place.schema().dataSource(), place.schema().name().orElse(null), session -> {
      session.execute(
          "update reelstate_video set project = repeat('p', 300) where file_name = 'b.mp4'");
      session.connection().commit();
      return true;
    });
  }

  @Test
  void a_value_that_the_database_changes_silently_is_noticed() throws SQLException {
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
          .isEqualTo("The database does not keep the rows of reelstate_video as the backup has"
              + " them (1 of 1 are there); nothing was restored.");
      assertThat(StoredWork.contents(lossy.store())).isEqualTo(before);
    }
  }

  private static Failure failure(ThrowingCallable call) {
    return Objects.requireNonNull(catchThrowableOfType(ReelstateException.class, call))
        .failure();
  }
}
