package dev.reelstate.examples.torture;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.testkit.fault.Fault;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Does things at random until the time is over. Not thread-safe. */
final class Deeds {

  private static final int PAUSE_MILLIS = 400;

  /** More than this many unfinished videos are not made, only disturbed. */
  private static final int BACKLOG = 20;

  private static final List<String> STORE_CALLS = List.of(
      "create",
      "change",
      "find",
      "list",
      "claim",
      "report",
      "exchange",
      "progress",
      "renew",
      "recover",
      "giveBack",
      "read",
      "cursor",
      "advance");

  private static final List<String> STORAGE_CALLS =
      List.of("receive", "write", "commit", "publish", "adopt", "local", "size", "delete");

  private static final List<Fault> FAULTS =
      List.of(Fault.FAILS, Fault.LOSES_ANSWER, Fault.LOSES_ANSWER, Fault.HANGS, Fault.ANSWERS_LATE);

  private final Random random;
  private final Duration lease;
  private final List<Clip> clips;
  private final Fleet fleet;
  private final Films films;
  private final VideoStore store;
  private final Report report;
  private final Map<String, Long> resumeAt = new HashMap<>();

  Deeds(
      Options options,
      List<Clip> clips,
      Fleet fleet,
      Films films,
      VideoStore store,
      Report report) {
    this.random = new Random(options.seed);
    this.lease = options.lease;
    this.clips = clips;
    this.fleet = fleet;
    this.films = films;
    this.store = store;
    this.report = report;
  }

  void run(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MILLIS));
      resumeDue(System.nanoTime());
      act(random.nextInt(100));
    }
    resumeDue(Long.MAX_VALUE);
  }

  private void act(int luck) throws Exception {
    if (luck < 40) {
      upload();
    } else if (luck < 48) {
      cancel();
    } else if (luck < 55) {
      reprocess();
    } else if (luck < 60) {
      delete();
    } else if (luck < 68) {
      killWorker();
    } else if (luck < 73) {
      killNode();
    } else if (luck < 77) {
      pauseNode();
    } else if (luck < 92) {
      fault(Node.FAULT, STORE_CALLS);
    } else {
      fault(Node.MEDIA_FAULT, STORAGE_CALLS);
    }
  }

  private String anyNode() {
    return fleet.names().get(random.nextInt(fleet.names().size()));
  }

  private void upload() throws InterruptedException {
    Film film = films.add(anyNode(), clips.get(random.nextInt(clips.size())), random.nextBoolean());
    for (int i = 0; i < 20 && isBacklogged(); i++) {
      TimeUnit.MILLISECONDS.sleep(250);
    }
    fleet.node(film.node()).tell(film.upload());
    report.count("uploads");
  }

  private boolean isBacklogged() {
    VideoQuery open = VideoQuery.all()
        .withStatuses(VideoStatus.UPLOADING, VideoStatus.QUEUED, VideoStatus.PROCESSING);
    try {
      return store.videos().count(open).values().stream()
              .mapToLong(Long::longValue)
              .sum()
          > BACKLOG;
    } catch (ReelstateException e) {
      report.count("counts for which the database was not there");
      return false;
    }
  }

  /** Any film, possibly one that is not there yet or not any more; empty if there is none. */
  private Optional<Film> anyFilm() {
    List<Film> all = films.all();
    int luck = random.nextInt(1_000_000);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(luck % all.size()));
  }

  private void cancel() {
    String node = anyNode();
    anyFilm().ifPresent(film -> {
      film.setCancelled();
      fleet.node(node).tell(Node.CANCEL + " " + film.label());
      report.count("cancels");
    });
  }

  private void reprocess() {
    String node = anyNode();
    anyFilm().filter(Film::isStored).ifPresent(film -> {
      fleet.node(node).tell(Node.REPROCESS + " " + film.label());
      report.count("reprocesses");
    });
  }

  /** Only what is known to be stored: a film that is uploaded again must find its video. */
  private void delete() {
    String node = anyNode();
    anyFilm().filter(Film::isStored).ifPresent(film -> {
      film.setDeleted();
      fleet.node(node).tell(Node.DELETE + " " + film.label());
      report.count("deletes");
    });
  }

  private void killWorker() {
    List<ProcessHandle> workers = fleet.node(anyNode()).workers();
    int which = random.nextInt(100);
    if (!workers.isEmpty() && workers.get(which % workers.size()).destroyForcibly()) {
      report.count("kills of workers");
    }
  }

  /** Kills a node that works or is stopped and, now and then, its successor while it starts. */
  private void killNode() throws Exception {
    String name = anyNode();
    boolean again = random.nextInt(5) == 0;
    int wait = random.nextInt(1500);
    if (!resumeAt.containsKey(name)) {
      fleet.awaitWork(name);
    }
    killAndStart(name);
    if (again) {
      TimeUnit.MILLISECONDS.sleep(wait);
      killAndStart(name);
    }
  }

  private void killAndStart(String name) throws Exception {
    fleet.kill(name);
    resumeAt.remove(name);
    fleet.start(name);
    report.count("kills of nodes");
    films.all().stream()
        .filter(film -> film.node().equals(name) && film.isWanted() && !film.isStored())
        .forEach(film -> fleet.node(name).tell(film.upload()));
  }

  private void pauseNode() throws Exception {
    String name = anyNode();
    long millis = random.nextLong(lease.toMillis() * 2);
    if (!resumeAt.containsKey(name)) {
      fleet.node(name).pause();
      resumeAt.put(name, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
      report.count("stops of nodes (SIGSTOP)");
    }
  }

  private void resumeDue(long now) throws Exception {
    for (Map.Entry<String, Long> due : List.copyOf(resumeAt.entrySet())) {
      if (due.getValue() <= now) {
        fleet.node(due.getKey()).resume();
        resumeAt.remove(due.getKey());
      }
    }
  }

  private void fault(String command, List<String> calls) {
    String call = calls.get(random.nextInt(calls.size()));
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    fleet.node(anyNode()).tell(command + " " + call + " " + fault);
    report.count("faults planned");
  }
}
