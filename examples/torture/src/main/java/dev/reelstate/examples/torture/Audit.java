package dev.reelstate.examples.torture;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.jdbc.migration.DataFinding;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.testkit.history.History;
import dev.reelstate.testkit.history.HistoryChecker;
import dev.reelstate.testkit.history.StoreContents;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at everything that is left when no node runs any more. Not thread-safe. */
final class Audit {

  /** The kinds of artifacts that consist of one file. */
  private static final Set<String> ONE_FILE =
      Set.of(Artifact.POSTER, Artifact.STORYBOARD, Artifact.STORYBOARD_CUES, Artifact.MP4);

  /** How the name of an upload begins that a kill left half-created. */
  private static final String HALF_CREATED = ".new-";

  private final Path folder;
  private final JdbcVideoStore store;
  private final MediaStorage storage;
  private final List<Film> films;
  private final Report report;

  Audit(Path folder, JdbcVideoStore store, MediaStorage storage, List<Film> films, Report report) {
    this.folder = folder;
    this.store = store;
    this.storage = storage;
    this.films = films;
    this.report = report;
  }

  void run() throws IOException {
    Library library = Library.read(store);
    Map<String, List<Video>> byFilm = library.byFilm();
    for (Film film : films) {
      checkFilm(film, byFilm.getOrDefault(film.label(), List.of()));
    }
    Map<String, Set<String>> hashes = ArtifactHashes.read(folder.resolve("history"));
    for (Video video : library.videos()) {
      report.count("videos that are " + video.status().wireName());
      report.require(
          video.status().isSettled(), "The video " + video.id() + " is " + video.status() + ".");
      if (video.status() != VideoStatus.DELETED) {
        checkArtifacts(video, hashes);
      }
    }
    checkRows(library.videos());
    checkFolders();
    checkLogs();
    checkHistory();
  }

  private void checkFilm(Film film, List<Video> videos) throws IOException {
    report.require(
        videos.size() <= 1, "The " + film.label() + " has " + videos.size() + " videos.");
    if (film.isDeleted()) {
      report.require(videos.isEmpty(), "The " + film.label() + " was not deleted: " + videos);
    } else if (film.isWanted()) {
      VideoStatus wanted = film.clip().isGood() ? VideoStatus.COMPLETED : VideoStatus.REJECTED;
      report.require(
          videos.size() == 1 && videos.get(0).status() == wanted,
          "The " + film.label() + " should be " + wanted + ", but there is " + videos);
    }
    for (Video video : videos) {
      checkOriginal(film, video);
    }
  }

  private void checkOriginal(Film film, Video video) throws IOException {
    Original original = video.original();
    if (original == null) {
      report.require(
          video.status() != VideoStatus.COMPLETED, "The " + film.label() + " has no original.");
      return;
    }
    report.count("originals hashed");
    Optional<String> hash = hash(original.key());
    boolean right = hash.equals(Optional.of(original.sha256()))
        && original.sha256().equals(film.clip().sha256());
    report.require(
        right,
        "The original of " + film.label() + " is not what was sent: " + original + ", " + hash);
  }

  private Optional<String> hash(String key) throws IOException {
    try {
      return Optional.of(Clip.hash(storage.open(key, 0)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void checkArtifacts(Video video, Map<String, Set<String>> hashes) throws IOException {
    for (Artifact artifact : store.videos().artifacts(video.id())) {
      report.count("artifacts hashed");
      Optional<String> hash = hash(artifact.key());
      Set<String> announced = hashes.getOrDefault(artifact.key(), Set.of());
      report.require(
          hash.isPresent() && announced.equals(Set.of(hash.get())),
          "The artifact " + artifact.key() + " has the hash " + hash + ", but had " + announced
              + " when it was announced.");
      report.require(
          !ONE_FILE.contains(artifact.kind())
              || storage.size(artifact.key()).equals(Optional.of(artifact.bytes())),
          "The size of the artifact " + artifact.key() + " is not " + artifact.bytes() + ".");
    }
  }

  private void checkRows(List<Video> videos) {
    store.schema().validate().forEach(finding -> report.find("Schema: " + finding));
    Map<VideoId, Video> byId = new HashMap<>();
    videos.forEach(video -> byId.put(video.id(), video));
    for (DataFinding finding : store.schema().checkData(storage)) {
      if (isExpected(finding, byId)) {
        report.count("files left by attempts of videos that were not published");
      } else {
        report.find("Data: " + finding);
      }
    }
  }

  /** Only publishing and deleting remove what the attempts at a video left behind. */
  private static boolean isExpected(DataFinding finding, Map<VideoId, Video> videos) {
    if (finding.kind() != DataFinding.Kind.UNKNOWN_BYTES) {
      return false;
    }
    String[] parts = finding.subject().split("/", -1);
    Video video = videos.get(VideoId.of(parts[1]));
    return video != null
        && parts[2].equals("g" + video.generation())
        && Set.of(VideoStatus.CANCELLED, VideoStatus.FAILED, VideoStatus.REJECTED)
            .contains(video.status());
  }

  private void checkFolders() throws IOException {
    List<Path> left;
    try (Stream<Path> uploads = Files.list(storage.uploadFolder())) {
      left = uploads.toList();
    }
    for (Path upload : left) {
      if (upload.getFileName().toString().startsWith(HALF_CREATED)) {
        report.count("half-created uploads, which go after an hour");
      } else {
        report.find("An upload was left: " + upload);
      }
    }
  }

  private void checkLogs() throws IOException {
    List<Path> logs;
    try (Stream<Path> all = Files.list(folder.resolve("logs"))) {
      logs = all.sorted().toList();
    }
    for (Path log : logs) {
      try (Stream<String> lines = Files.lines(log)) {
        lines
            .filter(line -> line.matches("^\\d+ \\[.*] ERROR dev\\.reelstate\\..*"))
            .forEach(line -> report.find(log.getFileName() + ": " + line));
      }
    }
  }

  private void checkHistory() throws IOException {
    History history = History.read(folder.resolve("history"));
    StoreContents contents = StoreContents.read(store, history);
    report.add("calls in the histories", history.size());
    report.add("events", contents.log().size());
    new HistoryChecker()
        .check(history, contents)
        .forEach(violation -> report.find(violation.promise() + ": " + violation.text()));
  }
}
