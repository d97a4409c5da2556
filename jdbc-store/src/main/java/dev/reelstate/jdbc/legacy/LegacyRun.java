package dev.reelstate.jdbc.legacy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of an import. Not thread-safe. */
final class LegacyRun {

  /*
   * Implementation notes
   *
   * Two passes. The first reads and keeps all videos, which finds duplicate IDs. The second reads
   * the ground truth in the order of the videos' IDs, so that the rows of a video are consecutive,
   * and writes each video with its own; videos without any follow. Querying the rows of each video
   * instead would scan the whole table for each one where there is no index.
   *
   * IDs are compared as text in one form, since the two tables may have them in different types.
   */

  private final Connection connection;
  private final String source;
  private final LegacyImport.Boxes boxes;
  private final LegacyTally tally;
  private final LegacyWriter writer;

  LegacyRun(
      Connection connection,
      String source,
      LegacyImport.Boxes boxes,
      LegacyTally tally,
      LegacyWriter writer) {
    this.connection = connection;
    this.source = source;
    this.boxes = boxes;
    this.tally = tally;
    this.writer = writer;
  }

  /** Checks both tables before reading or writing anything. */
  void run() throws SQLException {
    LegacyTable videoTable = LegacyTable.find(connection, LegacyVideo.TABLE)
        .orElseThrow(() -> LegacyImport.refused(
            "The database has no table videos, so there is nothing to import; check its URL."));
    Optional<LegacyTable> objectTable = LegacyTable.find(connection, LegacyTruth.TABLE);
    look(videoTable, LegacyVideo.REQUIRED, LegacyVideo.OPTIONAL);
    objectTable.ifPresentOrElse(
        table -> {
          look(table, LegacyTruth.REQUIRED, LegacyTruth.OPTIONAL);
          requireTime(table);
        },
        () -> tally.note("There is no table ground_truth_objects: no ground truth is imported."));
    LegacyReader reader = new LegacyReader(connection);
    LegacyVideos videos = new LegacyVideos(source, tally);
    reader.read(videoTable, columns(LegacyVideo.REQUIRED, LegacyVideo.OPTIONAL), "id", videos::add);
    LegacyObjects objects = new LegacyObjects(videos, tally, source, boxes, writer::add);
    if (objectTable.isPresent()) {
      Set<String> columns = columns(LegacyTruth.REQUIRED, LegacyTruth.OPTIONAL);
      columns.add("id");
      reader.read(objectTable.get(), columns, "video_id", objects::add);
    }
    objects.finish();
    writeOthers(videos, objects);
    writer.flush();
  }

  private void writeOthers(LegacyVideos videos, LegacyObjects objects) {
    int claims = 0;
    for (LegacyVideo video : videos.good()) {
      if (video.isDeleted()) {
        tally.videos.leftOut++;
      } else if (!objects.had(video)) {
        claims += video.claimsGroundTruth() ? 1 : 0;
        writer.add(video, null);
      }
    }
    if (claims > 0) {
      tally.note(claims + (claims == 1 ? " video claims" : " videos claim")
          + " to have ground truth, but there are no rows of it.");
    }
  }

  private void look(LegacyTable table, Set<String> required, Map<String, String> optional) {
    List<String> missing =
        required.stream().filter(column -> !table.has(column)).sorted().toList();
    if (!missing.isEmpty()) {
      throw LegacyImport.refused("The table " + table.name() + " has no column "
          + String.join(" and no column ", missing)
          + ", without which its rows cannot be imported; nothing was imported.");
    }
    optional.forEach((column, meaning) -> {
      if (!table.has(column)) {
        tally.note("The column " + table.name() + "." + column + " is missing: " + meaning + ".");
      }
    });
    Set<String> known = columns(required, optional);
    known.add("id");
    List<String> others = table.besides(known);
    if (!others.isEmpty()) {
      tally.note("Not imported from " + table.name() + ": " + String.join(", ", others) + ".");
    }
  }

  private static void requireTime(LegacyTable table) {
    if (!table.has("timestamp") && !table.has("frame_number")) {
      throw LegacyImport.refused("The table ground_truth_objects has neither a column timestamp nor"
          + " a column frame_number, so the frames of the objects are unknown;"
          + " nothing was imported.");
    }
  }

  private static Set<String> columns(Collection<String> required, Map<String, String> optional) {
    Set<String> columns = new LinkedHashSet<>(required);
    columns.addAll(optional.keySet());
    return columns;
  }
}
