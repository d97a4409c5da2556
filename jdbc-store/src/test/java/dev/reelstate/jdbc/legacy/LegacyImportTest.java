package dev.reelstate.jdbc.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.annotation.Trait;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.jdbc.FailingDataSource;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.TestSql;
import dev.reelstate.jdbc.dialect.H2Database;
import dev.reelstate.jdbc.legacy.LegacyReport.Rows;
import dev.reelstate.jdbc.migration.SchemaMode;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("long")
class LegacyImportTest {

  private static final String ALL_OF_VIDEOS = """
      create table videos (id integer, filename varchar, file_path varchar, file_size bigint,
        duration double precision, fps double precision, resolution varchar, status varchar,
        processing_status varchar, ground_truth_generated boolean, project_id integer, created_at timestamp)
      """;
  private static final String ALL_OF_OBJECTS = """
      create table ground_truth_objects (id integer, video_id integer, frame_number integer,
        "timestamp" double precision, class_label varchar, x double precision, y double precision,
        width double precision, height double precision, confidence double precision,
        validated boolean, difficult boolean)
      """;
  private static final String FILM = """
      insert into videos values (17, 'a.mp4', '/srv/a.mp4', 1234, 10.5, 25, '640x360', 'Completed',
        'completed', true, 3, timestamp '2024-02-03 04:05:06')
      """;

  private final H2Database old = H2Database.inMemory(UUID.randomUUID().toString());
  private final H2Database database = H2Database.inMemory(UUID.randomUUID().toString());
  private final TestSql sql = new TestSql(old.pool());
  private final JdbcVideoStore store = JdbcVideoStore.open(database.pool());
  private final List<LegacyProblem> problems = new ArrayList<>();

  @AfterEach
  void close() {
    old.close();
    database.close();
  }

  @Nested
  class A_good_video {

    @Test
    void awaits_its_file_with_all_known_facts() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);

      LegacyReport report = run();

      Video video = only();
      assertThat(report.videos()).isEqualTo(new Rows(1, 1, 0, 0, 0));
      assertThat(report.isClean()).isTrue();
      assertThat(video.project()).isEqualTo("3");
      assertThat(video.uploadKey()).isEqualTo("legacy:17");
      assertThat(video.fileName()).isEqualTo("a.mp4");
      assertThat(video.title()).isEqualTo("a.mp4");
      assertThat(video.labels()).containsExactly("legacy-status:completed");
      assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
      assertThat(video.original()).isNull();
      assertThat(Objects.requireNonNull(video.failure()).code())
          .isEqualTo(FailureCode.ORIGINAL_MISSING);
      assertThat(video.failure().facts())
          .containsEntry("file_path", "/srv/a.mp4")
          .containsEntry("file_size", "1234")
          .containsEntry("duration", "10.5")
          .containsEntry("fps", "25.0")
          .containsEntry("resolution", "640x360")
          .containsEntry("status", "completed")
          .containsEntry("processing_status", "completed")
          .containsEntry("created_at", "2024-02-03T04:05:06Z")
          .hasSize(9);
      assertThat(store.schema().checkData()).isEmpty();
    }

    @Test
    void has_events() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);
      run();

      List<VideoEvent> events = store.events().replay(only().id(), 0, 10);

      assertThat(events)
          .extracting(event -> ((VideoEvent.StatusChanged) event).to())
          .containsExactly(VideoStatus.UPLOADING, VideoStatus.FAILED);
      assertThat(((VideoEvent.StatusChanged) events.get(1)).failure())
          .isEqualTo(only().failure());
    }

    @Test
    void can_be_uploaded_afterwards_and_is_then_left_alone() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);
      run();
      Optional<Video> uploaded = store
          .videos()
          .change(
              only(),
              new VideoChange.Restarted(),
              new VideoChange.Received(new Original("k", 1, "0".repeat(64))));

      assertThat(run().videos()).isEqualTo(new Rows(1, 0, 1, 0, 0));

      assertThat(uploaded).contains(only());
    }

    @ParameterizedTest
    @CsvSource({
      "completed, legacy-status:completed",
      "PENDING, legacy-status:pending",
      "Processing, legacy-status:processing",
      "failed, legacy-status:failed",
      "cancelled, legacy-status:cancelled",
      "uploaded, legacy-status:uploaded"
    })
    void keeps_its_earlier_status_only_as_a_label(String status, String label) throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM, "update videos set status = '" + status + "'");
      sql.execute("update videos set processing_status = null");

      run();

      assertThat(only().labels()).containsExactly(label);
      assertThat(only().status()).isEqualTo(VideoStatus.FAILED);
    }

    @Test
    void with_two_different_statuses_keeps_both() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM, "update videos set processing_status = 'failed'");

      run();

      assertThat(only().labels())
          .containsExactlyInAnyOrder("legacy-status:completed", "legacy-processing-status:failed");
    }

    @Test
    void that_was_deleted_earlier_is_left_out_with_its_objects() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM, "update videos set status = 'deleted'");
      sql.execute(object(1, 17, "5, 0.2, 'cat', 1, 2, 3, 4, 0.5, true, false"));

      LegacyReport report = run();

      assertThat(report.videos()).isEqualTo(new Rows(1, 0, 0, 1, 0));
      assertThat(report.annotations()).isEqualTo(new Rows(1, 0, 0, 1, 0));
      assertThat(all()).isEmpty();
    }

    @Test
    void that_is_deleted_in_the_store_does_not_come_back() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);
      run();
      Optional<Video> deleted =
          store.videos().change(only(), new VideoChange.Stopped(VideoStatus.DELETED, null));

      assertThat(run().videos()).isEqualTo(new Rows(1, 0, 0, 1, 0));

      assertThat(deleted).isPresent();
      assertThat(all()).isEmpty();
    }

    @Test
    void with_a_uuid_keeps_its_identity() throws SQLException {
      UUID id = UUID.randomUUID();
      sql.execute("create table videos (id uuid, filename varchar)");
      sql.execute("insert into videos values ('" + id + "', 'a.mp4')");

      run();

      assertThat(only().id().value()).isEqualTo(id);
      assertThat(only().uploadKey()).isEqualTo("legacy:" + id);
    }
  }

  @Nested
  class Ground_truth {

    @Test
    void is_kept_row_for_row() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute(
          object(1, 17, "5, 0.2, 'cat', 1.5, 2, 3, 4, 0.25, true, false"),
          object(2, 17, "5, 0.2, 'dog', -3, 2, 30, 4, null, true, true"),
          object(3, 17, "null, 0.28, 'cat', 1, 2, 3, 4, 1, true, null"));

      LegacyReport report = run();

      GroundTruthSet set = truth();
      Provenance confirmed = new Provenance(Origin.IMPORT, "legacy", true);
      assertThat(set.content().frames())
          .containsExactly(
              new AnnotatedFrame(
                  FrameRef.of(5, Duration.ofMillis(200)),
                  List.of(
                      Annotation.of("cat", new Box(1.5, 2, 3, 4), confirmed).withScore(0.25),
                      Annotation.of("dog", new Box(-3, 2, 30, 4), confirmed)
                          .withTraits(Set.of(Trait.DIFFICULT)))),
              new AnnotatedFrame(
                  FrameRef.at(Duration.ofMillis(280)),
                  List.of(Annotation.of("cat", new Box(1, 2, 3, 4), confirmed).withScore(1))));
      assertThat(set.revision().state()).isEqualTo(ReviewState.APPROVED);
      assertThat(only().groundTruthStatus()).isEqualTo(GroundTruthStatus.APPROVED);
      assertThat(report.annotations()).isEqualTo(new Rows(3, 3, 0, 0, 0));
      assertThat(report.revisions()).isEqualTo(1);
      assertThat(report.estimatedTimes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
      "true, true, APPROVED",
      "true, false, IN_REVIEW",
      "true, null, IN_REVIEW",
      "false, false, DRAFT",
      "null, null, DRAFT"
    })
    void has_a_state_that_depends_on_validated_rows(String first, String second, ReviewState state)
        throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute(
          object(1, 17, "5, 0.2, 'cat', 1, 2, 3, 4, null, " + first + ", false"),
          object(2, 17, "5, 0.2, 'dog', 1, 2, 3, 4, null, " + second + ", false"));

      run();

      assertThat(truth().revision().state()).isEqualTo(state);
      assertThat(truth().content().frames().get(0).annotations())
          .extracting(annotation -> annotation.provenance().confirmed())
          .containsExactly(first.equals("true"), second.equals("true"));
    }

    @Test
    void with_a_missing_row_is_not_approved() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute(
          object(1, 17, "5, 0.2, 'cat', 1, 2, 3, 4, null, true, false"),
          object(2, 17, "5, 0.2, null, 1, 2, 3, 4, null, true, false"));

      run();

      assertThat(truth().revision().state()).isEqualTo(ReviewState.IN_REVIEW);
    }

    @Test
    void has_estimated_times_only_where_no_others_exist() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute(
          object(1, 17, "5, 0.21, 'cat', 1, 2, 3, 4, null, true, false"),
          object(2, 17, "5, null, 'dog', 1, 2, 3, 4, null, true, false"),
          object(3, 17, "50, null, 'cat', 1, 2, 3, 4, null, true, false"));

      LegacyReport report = run();

      assertThat(truth().content().frames())
          .extracting(AnnotatedFrame::frame)
          .containsExactly(
              FrameRef.of(5, Duration.ofMillis(210)),
              FrameRef.estimated(50, Duration.ofSeconds(2)));
      assertThat(report.estimatedTimes()).isEqualTo(1);
    }

    @Test
    void may_be_in_fractions_of_the_picture() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute(object(1, 17, "5, 0.2, 'cat', 0.5, 0.25, 0.125, 0.5, null, true, false"));

      assertThat(run().problems())
          .extracting(LegacyProblem::reason)
          .containsExactly("so the box is smaller than a pixel; is it a fraction of the picture?");
      LegacyReport report = LegacyImport.from(old.pool())
          .boxes(LegacyImport.Boxes.FRACTIONS)
          .build()
          .into(store);

      assertThat(report.isClean()).isTrue();
      assertThat(truth().content().frames().get(0).annotations().get(0).box())
          .isEqualTo(new Box(320, 90, 80, 180));
    }

    @Test
    void that_is_only_claimed_is_reported() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);

      assertThat(run().notes())
          .contains("1 video claims to have ground truth, but there are no rows of it.");

      assertThat(only().groundTruthStatus()).isEqualTo(GroundTruthStatus.NONE);
    }
  }

  @Nested
  class A_missing_column {

    /** The failure that ended the earlier platform. */
    @Test
    void such_as_processing_status_is_reported_and_not_required() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM, "alter table videos drop column processing_status");
      sql.execute("alter table videos drop column ground_truth_generated");

      LegacyReport report = run();

      assertThat(report.notes())
          .containsExactly(
              "The column videos.processing_status is missing: videos get no label with their earlier processing status.",
              "The column videos.ground_truth_generated is missing: claims of ground truth are not compared with the rows.",
              "There is no table ground_truth_objects: no ground truth is imported.");
      assertThat(only().labels()).containsExactly("legacy-status:completed");
    }

    @Test
    void that_is_optional_is_reported_once() throws SQLException {
      sql.execute("create table \"Videos\" (\"ID\" integer, \"FileName\" varchar, mood varchar)");
      sql.execute("insert into \"Videos\" values (1, 'a.mp4', 'good'), (2, 'b.mp4', 'bad')");
      sql.execute("create table ground_truth_objects (video_id integer, frame_number integer,"
          + " class_label varchar, x real, y real, width real, height real)");

      LegacyReport report = run();

      assertThat(report.videos()).isEqualTo(new Rows(2, 2, 0, 0, 0));
      assertThat(report.notes()).hasSize(15).contains("Not imported from videos: mood.");
      assertThat(all()).allMatch(video -> video.project().equals("default"));
    }

    @ParameterizedTest
    @CsvSource({
      "videos, id, no column id",
      "videos, filename, no column filename",
      "ground_truth_objects, video_id, no column video_id",
      "ground_truth_objects, class_label, no column class_label",
      "ground_truth_objects, height, no column height"
    })
    void that_is_required_fails_the_import_before_it_starts(
        String table, String column, String text) throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute("alter table " + table + " drop column " + column);

      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> run())
          .withMessage("The table " + table + " has " + text
              + ", without which its rows cannot be imported; nothing was imported.")
          .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID_REQUEST));
      assertThat(all()).isEmpty();
    }

    @Test
    void for_both_frame_and_time_fails_the_import_too() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute("alter table ground_truth_objects drop column frame_number");
      sql.execute("alter table ground_truth_objects drop column \"timestamp\"");

      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> run())
          .withMessageContaining("neither a column timestamp nor a column frame_number");
    }

    @Test
    void is_reported_differently_from_a_missing_table() {
      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> run())
          .withMessageContaining("no table videos");
    }
  }

  @Nested
  class A_broken_row {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        id = null                        | row 1 | id                     | null      | but is required
        filename = null                  | 18 | filename               | null         | but is required
        filename = ' '                   | 18 | filename               | " "          | which is blank
        filename = char(0)               | 18 | filename               | "?"          | which contains characters that cannot be stored
        status = 'sleeping'              | 18 | status                 | "sleeping"   | which is not a known status
        processing_status = concat('odd', char(27)) | 18 | processing_status | "odd?"       | which is not a known status
        file_size = -1                   | 18 | file_size              | -1           | which cannot be a file size in bytes
        file_size = 9000000000000000000  | 18 | file_size              | 9000000000000000000 | which cannot be a file size in bytes
        duration = -0.5                  | 18 | duration               | -0.5         | which cannot be a time in seconds, of at most a month
        duration = 'NaN'                 | 18 | duration               | NaN          | which is not a finite number
        fps = 1e6                        | 18 | fps                    | 1000000.0    | which cannot be a frame rate
        resolution = '1080p'             | 18 | resolution             | "1080p"      | which is not a width and a height, such as 1920x1080
        created_at = timestamp '1066-10-14 09:00:00' | 18 | created_at | "1066-10-14T09:00" | which is not a plausible time
        """)
    void of_a_video_is_reported_and_the_others_imported(
        String change, String key, String column, String value, String reason) throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);
      sql.execute("insert into videos select 18, filename, file_path, file_size, duration, fps,"
          + " resolution, status, processing_status, true, project_id, created_at from videos");
      sql.execute("update videos set " + change + " where id = 18");

      LegacyReport report = run();

      assertThat(report.problems())
          .containsExactly(new LegacyProblem("videos", key, column, value, reason));
      assertThat(problems).isEqualTo(report.problems());
      assertThat(report.videos()).isEqualTo(new Rows(2, 1, 0, 0, 1));
      assertThat(only().uploadKey()).isEqualTo("legacy:17");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        null | 5    | 0.2   | 'cat' | 1     | 2    | 3     | 4     | null | video_id     | null    | but is required
        99   | 5    | 0.2   | 'cat' | 1     | 2    | 3     | 4     | null | video_id     | 99      | but there is no such video
        18   | 5    | 0.2   | 'cat' | 1     | 2    | 3     | 4     | null | video_id     | 18      | a video that was not imported because its row is broken
        17   | -5   | 0.2   | 'cat' | 1     | 2    | 3     | 4     | null | frame_number | -5      | which cannot be a frame number
        17   | null | null  | 'cat' | 1     | 2    | 3     | 4     | null | frame_number | null    | and there is no timestamp
        17   | 5    | -1    | 'cat' | 1     | 2    | 3     | 4     | null | timestamp    | -1.0    | which cannot be a time in seconds, of at most a month
        17   | 5    | 'NaN' | 'cat' | 1     | 2    | 3     | 4     | null | timestamp    | NaN     | which is not a finite number
        17   | 5    | 12    | 'cat' | 1     | 2    | 3     | 4     | null | timestamp    | 12.0    | which is past the end of the video at 10.5 s
        17   | 1    | 0.9   | 'cat' | 1     | 2    | 3     | 4     | null | timestamp    | 0.9     | but another row has frame 1 at 0.04 s
        17   | 5    | 0.2   | null  | 1     | 2    | 3     | 4     | null | class_label  | null    | but is required
        17   | 5    | 0.2   | ' '   | 1     | 2    | 3     | 4     | null | class_label  | " "     | which is blank
        17   | 5    | 0.2   | 'cat' | 'NaN' | 2    | 3     | 4     | null | x            | NaN     | which is not a finite number
        17   | 5    | 0.2   | 'cat' | 1     | null | 3     | 4     | null | y            | null    | but is required
        17   | 5    | 0.2   | 'cat' | 1     | 2    | 0     | 4     | null | width        | 0.0     | but must be positive
        17   | 5    | 0.2   | 'cat' | 1     | 2    | 3     | -4    | null | height       | -4.0    | but must be positive
        17   | 5    | 0.2   | 'cat' | 1     | 2    | 3     | 'Infinity' | null | height  | Infinity | which is not a finite number
        17   | 5    | 0.2   | 'cat' | 640   | 2    | 3     | 4     | null | x            | 640.0   | so the box is outside a picture of 640x360
        17   | 5    | 0.2   | 'cat' | -5    | 2    | 3     | 4     | null | x            | -5.0    | so the box is outside a picture of 640x360
        17   | 5    | 0.2   | 'cat' | 1     | 361  | 3     | 4     | null | y            | 361.0   | so the box is outside a picture of 640x360
        17   | 5    | 0.2   | 'cat' | 1     | 2    | 3     | 4     | 1.5  | confidence   | 1.5     | which cannot be a confidence from 0 to 1
        """)
    void of_the_ground_truth_is_reported_and_the_others_imported(
        String video,
        String frame,
        String time,
        String label,
        String x,
        String y,
        String width,
        String height,
        String score,
        String column,
        String value,
        String reason)
        throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute("insert into videos (id, filename, status) values (18, 'b.mp4', 'odd')");
      sql.execute(object(1, 17, "1, 0.04, 'dog', 1, 2, 3, 4, 1, true, false"));
      sql.execute("insert into ground_truth_objects values (2, "
          + String.join(", ", video, frame, time, label, x, y, width, height, score)
          + ", true, false)");

      LegacyReport report = run();

      assertThat(problems.get(0).table()).isEqualTo("videos");
      assertThat(problems.subList(1, problems.size()))
          .containsExactly(new LegacyProblem("ground_truth_objects", "2", column, value, reason));
      assertThat(report.annotations()).isEqualTo(new Rows(2, 1, 0, 0, 1));
      assertThat(truth().content().annotationCount()).isEqualTo(1);
    }

    @Test
    void has_a_problem_for_each_broken_value() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);
      sql.execute("update videos set fps = -1, file_size = -1, resolution = 'wide'");

      assertThat(run().problems())
          .extracting(LegacyProblem::column)
          .containsExactly("file_size", "fps", "resolution");
    }

    @Test
    void with_a_duplicate_id_breaks_both() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM, FILM, FILM);
      sql.execute(object(1, 17, "1, 0.04, 'dog', 1, 2, 3, 4, 1, true, false"));

      LegacyReport report = run();

      assertThat(report.videos()).isEqualTo(new Rows(3, 0, 0, 0, 3));
      assertThat(report.annotations()).isEqualTo(new Rows(1, 0, 0, 0, 1));
      assertThat(report.problems())
          .extracting(LegacyProblem::reason)
          .containsOnlyOnce("a video that was not imported because its row is broken")
          .containsOnly(
              "which another row also has",
              "a video that was not imported because its row is broken");
    }

    @Test
    void without_a_time_needs_a_frame_rate() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM, "update videos set fps = 0");
      sql.execute(object(1, 17, "1, null, 'dog', 1, 2, 3, 4, 1, true, false"));

      assertThat(run().problems())
          .extracting(LegacyProblem::reason)
          .containsExactly("and the video has no frame rate to estimate it from the frame number");
      assertThat(store.groundTruth().find(only().id())).isEmpty();
    }

    @Test
    void with_a_frame_past_the_end_is_broken() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute(object(1, 17, "300, null, 'dog', 1, 2, 3, 4, 1, true, false"));

      assertThat(run().problems())
          .containsExactly(new LegacyProblem(
              "ground_truth_objects",
              "1",
              "frame_number",
              "300",
              "which is past the end of the video at 25.0 frames per second"));
    }

    @Test
    void that_was_corrected_is_imported_by_the_next_run() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, ALL_OF_OBJECTS, FILM);
      sql.execute("insert into videos (id, filename, status) values (18, 'b.mp4', 'odd')");
      sql.execute(
          object(1, 17, "1, 0.04, 'dog', 1, 2, 3, 4, 1, true, false"),
          object(2, 17, "1, 0.04, 'cat', 1, 2, 3, -4, 1, true, false"));
      run();
      sql.execute(
          "update videos set status = 'completed'", "update ground_truth_objects set height = 4");

      LegacyReport report = run();

      assertThat(report.isClean()).isTrue();
      assertThat(report.videos()).isEqualTo(new Rows(2, 1, 1, 0, 0));
      assertThat(store.groundTruth().list(find("legacy:17").id()))
          .extracting(GroundTruthRevision::annotations)
          .containsExactly(2, 1);
    }

    @Test
    void does_not_fill_the_memory() throws SQLException {
      sql.execute(ALL_OF_VIDEOS);
      sql.execute("insert into videos (id, filename) select x, '' from system_range(1, 1500)");

      LegacyReport report = run();

      assertThat(report.problemCount()).isEqualTo(1500);
      assertThat(report.problems()).hasSize(LegacyReport.MOST_PROBLEMS);
      assertThat(problems).hasSize(1500);
    }
  }

  @Nested
  class Running_it_again {

    @Test
    void changes_nothing() throws SQLException {
      LegacyFilms.make(sql, 250, 7);
      LegacyReport first = run();
      List<String> before = new TestSql(database.pool()).script();

      LegacyReport second = run();

      assertThat(first.videos()).isEqualTo(new Rows(250, 250, 0, 0, 0));
      assertThat(first.annotations()).isEqualTo(new Rows(1750, 1750, 0, 0, 0));
      assertThat(second.videos()).isEqualTo(new Rows(250, 0, 250, 0, 0));
      assertThat(second.annotations()).isEqualTo(new Rows(1750, 0, 1750, 0, 0));
      assertThat(second.revisions()).isZero();
      assertThat(new TestSql(database.pool()).script()).isEqualTo(before);
    }

    @Test
    void does_not_undo_later_changes_by_people() throws SQLException {
      LegacyFilms.make(sql, 1, 2);
      run();
      GroundTruthRevision imported = truth().revision();
      Optional<GroundTruthRevision> approved =
          store.groundTruth().change(imported, ReviewState.IN_REVIEW, "Bob");

      run();

      assertThat(approved).contains(truth().revision());
    }

    @Test
    void continues_where_it_was_stopped() throws SQLException {
      LegacyFilms.make(sql, 350, 3);
      assertThatExceptionOfType(ReelstateException.class)
          .isThrownBy(() -> LegacyImport.from(old.pool())
              .build()
              .into(JdbcVideoStore.builder(new FailingDataSource(database.pool(), 2))
                  .schemaMode(SchemaMode.NONE)
                  .build()))
          .satisfies(
              e -> assertThat(e.failure().code()).isEqualTo(FailureCode.DATABASE_UNAVAILABLE));
      int kept = new TestSql(database.pool()).count("select count(*) from reelstate_video");
      assertThat(kept).isBetween(1, 349);
      assertThat(new TestSql(database.pool()).count("select count(*) from reelstate_annotation"))
          .isEqualTo(3 * kept);

      LegacyReport report = run();

      assertThat(report.videos()).isEqualTo(new Rows(350, 350 - kept, kept, 0, 0));
      assertThat(report.isClean()).isTrue();
      assertThat(store.schema().checkData()).isEmpty();
      assertThat(run().videos()).isEqualTo(new Rows(350, 0, 350, 0, 0));
    }

    @Test
    void on_another_platform_under_the_same_name_is_detected() throws SQLException {
      sql.execute(ALL_OF_VIDEOS, FILM);
      run();
      sql.execute("update videos set filename = 'other.mp4'");

      assertThat(run().problems())
          .singleElement()
          .extracting(LegacyProblem::reason)
          .isEqualTo("but the store has another video under the key legacy:17");
      LegacyReport named =
          LegacyImport.from(old.pool()).source("second").build().into(store);

      assertThat(named.isClean()).isTrue();
      assertThat(find("second:17").labels()).containsExactly("second-status:completed");
    }
  }

  @Test
  void the_earlier_database_is_only_read() throws SQLException {
    LegacyFilms.make(sql, 20, 3);
    sql.execute("insert into videos (id, filename) values (21, '')");
    List<String> before = sql.script();

    run();

    assertThat(sql.script()).isEqualTo(before);
  }

  @Test
  void it_may_be_in_the_database_of_the_store() throws SQLException {
    TestSql both = new TestSql(database.pool());
    LegacyFilms.make(both, 20, 3);

    assertThat(LegacyImport.from(database.pool()).build().into(store).videos().imported())
        .isEqualTo(20);
  }

  @Test
  void a_source_has_a_plain_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LegacyImport.from(old.pool()).source("a:b"));
  }

  @Test
  void thousands_of_videos_are_imported_in_one_run() throws SQLException {
    LegacyFilms.make(sql, 2_000, 50);
    Instant start = Instant.now();

    LegacyReport report = run();

    System.out.println("Legacy import of 2,000 videos with 50 objects each, H2 to H2: "
        + Duration.between(start, Instant.now()).toMillis() + " ms");
    assertThat(report.videos().imported()).isEqualTo(2_000);
    assertThat(report.annotations().imported()).isEqualTo(100_000);
  }

  private LegacyReport run() {
    problems.clear();
    return LegacyImport.from(old.pool()).onProblem(problems::add).build().into(store);
  }

  private List<Video> all() {
    return store.videos().list(VideoQuery.all().withLimit(200)).items();
  }

  private Video only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private Video find(String uploadKey) {
    return all().stream()
        .filter(video -> uploadKey.equals(video.uploadKey()))
        .findFirst()
        .orElseThrow();
  }

  private GroundTruthSet truth() {
    return store.groundTruth().find(only().id()).orElseThrow();
  }

  private static String object(int id, int video, String others) {
    return "insert into ground_truth_objects values (" + id + ", " + video + ", " + others + ")";
  }
}
