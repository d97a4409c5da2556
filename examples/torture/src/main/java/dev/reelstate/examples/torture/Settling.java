package dev.reelstate.examples.torture;

import dev.reelstate.event.EventCursor;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Lets everything come to its end, as clients and people would: uploads that broke off are made
 * again, failures that were nobody's fault are retried. Not thread-safe.
 */
final class Settling {

  private static final Duration LONGEST = Duration.ofMinutes(6);

  /** The time between two commands for one film. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Fleet fleet;
  private final Films films;
  private final VideoStore store;
  private final Report report;
  private final Map<Film, Long> told = new HashMap<>();

  Settling(Fleet fleet, Films films, VideoStore store, Report report) {
    this.fleet = fleet;
    this.films = films;
    this.store = store;
    this.report = report;
  }

  /** Waits until nothing is left to do; what is left after a long time is a finding. */
  void run() throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    fleet.tellAll(Node.PEACE);
    List<Film> open = open();
    while ((!open.isEmpty() || !isRead()) && System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(1);
      open = open();
    }
    Map<String, List<Video>> videos = Library.read(store).byFilm();
    open.forEach(film -> report.find(
        "The %s does not settle: %s".formatted(film.label(), videos.get(film.label()))));
    report.require(isRead(), "The durable reader does not come to the end of the log.");
  }

  /** The films that are not at their end; the nodes are told to do what that takes. */
  private List<Film> open() {
    Map<String, List<Video>> videos = Library.read(store).byFilm();
    return films.all().stream()
        .filter(film -> {
          List<Video> found = videos.getOrDefault(film.label(), List.of());
          Optional<String> next = found.isEmpty() ? withoutVideo(film) : next(film, found.get(0));
          next.filter(command -> !command.isEmpty()).ifPresent(command -> tell(film, command));
          return next.isPresent();
        })
        .toList();
  }

  private static Optional<String> withoutVideo(Film film) {
    return film.isWanted() ? Optional.of(film.upload()) : Optional.empty();
  }

  /** What a film needs: a command, nothing but time (an empty one), or nothing at all. */
  private static Optional<String> next(Film film, Video video) {
    if (film.isDeleted()) {
      return Optional.of(Node.DELETE + " " + film.label());
    }
    boolean uploads = video.status() == VideoStatus.UPLOADING
        || (video.status() == VideoStatus.FAILED && video.original() == null);
    if (uploads && film.isWanted()) {
      return Optional.of(film.upload());
    } else if (video.status() == VideoStatus.UPLOADING) {
      return Optional.of(Node.CANCEL + " " + film.label());
    } else if (!video.status().isSettled()) {
      return Optional.of("");
    }
    return film.isWanted() && film.clip().isGood() && isNobodysFault(video)
        ? Optional.of(Node.RETRY + " " + film.label())
        : Optional.empty();
  }

  /** Workers that are killed twice with one file look like the file's fault. */
  private static boolean isNobodysFault(Video video) {
    Failure failure = video.failure();
    return video.status() == VideoStatus.FAILED
        || (failure != null && failure.code().equals(FailureCode.QUARANTINED));
  }

  private void tell(Film film, String command) {
    long now = System.nanoTime();
    Long last = told.get(film);
    if (last == null || now - last > AGAIN.toNanos()) {
      told.put(film, now);
      fleet.node(film.node()).tell(command);
      report.count("commands to settle");
    }
  }

  private boolean isRead() {
    EventCursor cursor = store.events().cursor(Node.READER);
    return store.events().read(cursor, 1).events().isEmpty();
  }
}
