package dev.reelstate.jdbc.migration;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ARTIFACT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.DataFinding.Kind;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Compares the records with the storage. Leaves out videos in progress and staged files, whose
 * bytes are stored before they are recorded. Not thread-safe.
 */
final class BytesCheck {

  /** The prefix of all media keys. */
  private static final String ROOT = "videos";

  /** The prefix of the marks of staged files, each with the ID of a video and a time. */
  private static final String STAGED = "staged";

  /** The generation of artifacts that the host has given, which no later one replaces. */
  private static final int GIVEN = 0;

  private final DSLContext sql;
  private final MediaStorage storage;
  private final List<DataFinding> findings = new ArrayList<>();

  BytesCheck(SchemaSession session, MediaStorage storage) {
    this.sql = session.sql();
    this.storage = storage;
  }

  List<DataFinding> run() throws IOException {
    // Listed before the rows are read, since bytes are stored before they are recorded: objects
    // that appear later are ignored.
    List<String> keys = storage.list(ROOT);
    List<String> staged = storage.list(STAGED).stream()
        .map(mark -> ROOT + parent(mark).substring(STAGED.length()))
        .toList();
    originals();
    artifacts();
    unknown(keys, staged);
    return findings;
  }

  private void originals() throws IOException {
    for (var video : sql.select(REELSTATE_VIDEO.ORIGINAL_KEY, REELSTATE_VIDEO.ORIGINAL_BYTES)
        .from(REELSTATE_VIDEO)
        .where(
            REELSTATE_VIDEO.ORIGINAL_KEY.isNotNull(),
            REELSTATE_VIDEO.STATUS.ne(VideoStatus.DELETED.wireName()))
        .fetch()) {
      Optional<Long> size = storage.size(video.value1());
      if (!size.equals(Optional.of(video.value2()))) {
        missing(
            video.value1(),
            "The original has " + video.value2() + " bytes on record but "
                + size.map(String::valueOf).orElse("none") + " in storage.");
      }
    }
  }

  /**
   * Checks only the first file of an artifact. It may have many files, and its recorded size is
   * their total. The files of generations that a later one has replaced may be gone.
   */
  private void artifacts() throws IOException {
    for (var artifact : sql.select(REELSTATE_ARTIFACT.STORAGE_KEY, REELSTATE_ARTIFACT.BYTES)
        .from(REELSTATE_ARTIFACT)
        .join(REELSTATE_VIDEO)
        .on(REELSTATE_VIDEO.ID.eq(REELSTATE_ARTIFACT.VIDEO_ID))
        .where(
            REELSTATE_VIDEO.STATUS.ne(VideoStatus.DELETED.wireName()),
            REELSTATE_ARTIFACT
                .GENERATION
                .ge(REELSTATE_VIDEO.PUBLISHED_GENERATION)
                .or(REELSTATE_ARTIFACT.GENERATION.eq(GIVEN)))
        .fetch()) {
      if (storage.size(artifact.value1()).isEmpty()) {
        missing(artifact.value1(), "The artifact is on record but not in storage.");
      }
    }
  }

  /**
   * Finds objects that are not on record. All files of an artifact are below the folder of its key.
   */
  private void unknown(List<String> keys, List<String> staged) {
    Set<String> originals = new HashSet<>(sql.select(REELSTATE_VIDEO.ORIGINAL_KEY)
        .from(REELSTATE_VIDEO)
        .where(REELSTATE_VIDEO.ORIGINAL_KEY.isNotNull())
        .fetch(REELSTATE_VIDEO.ORIGINAL_KEY));
    Set<String> folders = new HashSet<>(sql.select(REELSTATE_ARTIFACT.STORAGE_KEY)
        .from(REELSTATE_ARTIFACT)
        .fetch(row -> parent(row.value1())));
    Set<String> busy = busyVideos();
    busy.addAll(staged);
    for (String key : keys) {
      if (!originals.contains(key) && !isBelow(key, folders) && !isBelow(key, busy)) {
        findings.add(new DataFinding(
            Kind.UNKNOWN_BYTES, key, "The object is in storage but not on record."));
      }
    }
  }

  private Set<String> busyVideos() {
    return new HashSet<>(sql.select(REELSTATE_VIDEO.ID)
        .from(REELSTATE_VIDEO)
        .where(REELSTATE_VIDEO.STATUS.in(
            VideoStatus.UPLOADING.wireName(),
            VideoStatus.QUEUED.wireName(),
            VideoStatus.PROCESSING.wireName()))
        .fetch(row -> ROOT + "/" + row.value1()));
  }

  private void missing(String key, String message) {
    findings.add(new DataFinding(Kind.MISSING_BYTES, key, message));
  }

  private static boolean isBelow(String key, Set<String> folders) {
    String folder = parent(key);
    while (!folder.isEmpty() && !folders.contains(folder)) {
      folder = parent(folder);
    }
    return !folder.isEmpty();
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }
}
