package dev.reelstate.jdbc.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.StoredWork;
import dev.reelstate.jdbc.backup.EmptyPlace.Place;
import dev.reelstate.jdbc.migration.HalfDone;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackupTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "H2, H2",
    "H2, POSTGRESQL",
    "POSTGRESQL, POSTGRESQL",
    "POSTGRESQL, MARIADB",
    "MARIADB, MARIADB",
    "MARIADB, SQLITE",
    "SQLITE, SQLITE",
    "SQLITE, H2"
  })
  void a_store_moves_with_everything_in_it(EmptyPlace from, EmptyPlace to) throws Exception {
    try (Place old = from.open(folder);
        Place young = to.open(folder)) {
      StoredWork.in(old);
      BackupManifest written = old.backup().write(folder.resolve("first.zip"));
      JdbcVideoStore store = young.store();

      assertThat(Backup.verify(folder.resolve("first.zip"))).isEqualTo(written);
      assertThat(young.backup().restore(folder.resolve("first.zip"))).isEqualTo(written);
      young.backup().write(folder.resolve("second.zip"));

      assertThat(ArchiveText.read(folder.resolve("second.zip")).rows())
          .isEqualTo(ArchiveText.read(folder.resolve("first.zip")).rows());
      JdbcVideoStore before = old.store();
      assertThat(StoredWork.contents(store)).isEqualTo(StoredWork.contents(before));
      assertThat(StoredWork.unread(store)).isEqualTo(StoredWork.unread(before)).isNotEmpty();
      assertThat(written.rows()).isGreaterThan(50);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_restored_store_continues_its_work(EmptyPlace database) throws Exception {
    try (Place old = EmptyPlace.H2.open(folder);
        Place young = database.open(folder)) {
      StoredWork work = StoredWork.in(old);
      old.backup().write(folder.resolve("store.zip"));
      JdbcVideoStore store = young.store();
      young.backup().restore(folder.resolve("store.zip"));
      List<VideoEvent> unread = StoredWork.unread(store);

      takes_back_running_tasks(store, work);
      assigns_new_numbers(store);

      List<VideoEvent> now = StoredWork.unread(store);
      assertThat(now.subList(0, unread.size())).isEqualTo(unread);
      assertThat(now).doesNotHaveDuplicates().hasSizeGreaterThan(unread.size() + 2);
      assertThat(young.schema().checkData()).isEmpty();
    }
  }

  private static void takes_back_running_tasks(JdbcVideoStore store, StoredWork work) {
    Claim zombie = work.running();
    assertThat(store.nodes().renew(work.lease())).isFalse();
    assertThat(report(store, zombie)).isEqualTo(Receipt.LEASE_LOST);

    assertThat(store.nodes().recover(3)).isEqualTo(2);
    Lease lease = store.nodes().join(work.lease().node(), Duration.ofHours(1));
    Claim again = store.tasks().claim(lease, 1, Set.of("render")).get(0);

    assertThat(again.task()).isEqualTo(zombie.task());
    assertThat(again.token()).isGreaterThan(zombie.token() + 1_000_000);
    assertThat(lease.epoch()).isGreaterThan(work.lease().epoch() + 1_000_000);
    assertThat(report(store, zombie)).isEqualTo(Receipt.LEASE_LOST);
    long last = lastNumber(store, again);
    assertThat(report(store, again)).isEqualTo(Receipt.ACCEPTED);
    assertThat(store.events().replay(again.task().videoId(), last, 10))
        .first()
        .extracting(VideoEvent::number)
        .isEqualTo(last + 1);
    Task done = store.tasks().list(again.task().videoId()).get(0);
    assertThat(done.attempts())
        .extracting(Task.Attempt::outcome)
        .containsExactly(Task.Outcome.LOST, Task.Outcome.SUCCEEDED);
  }

  private static void assigns_new_numbers(JdbcVideoStore store) {
    Video video = store.videos().create(NewVideo.named("new.mp4"));
    HalfDone.video(store);
    assertThat(store.events().replay(video.id(), 0, 10)).hasSize(1);
  }

  private static Receipt report(JdbcVideoStore store, Claim claim) {
    return store
        .tasks()
        .report(List.of(new TaskReport.Succeeded(claim, List.of(), null, List.of(), false, null)))
        .get(0);
  }

  private static long lastNumber(JdbcVideoStore store, Claim claim) {
    List<VideoEvent> events = store.events().replay(claim.task().videoId(), 0, 1000);
    return events.get(events.size() - 1).number();
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_left_next_to_the_file(EmptyPlace database) throws Exception {
    try (Place place = database.open(folder)) {
      place.store();
      Path file = Files.createDirectory(folder.resolve("backups")).resolve("a.zip");
      place.backup().write(file);

      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files).containsExactly(file);
      }
    }
  }
}
