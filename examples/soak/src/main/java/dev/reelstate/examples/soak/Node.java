package dev.reelstate.examples.soak;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.examples.soak.database.OpenStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.VideoPlatformBuilder;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoStore;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One application with a platform in a separate process, which the soak disrupts. It reads one
 * command per line from its standard input, responds on its standard output, and exits with its
 * parent.
 */
@Command(name = "node", hidden = true, description = "Runs one node; the soaks start it.")
final class Node implements Callable<Integer> {

  static final String STARTED = "started";
  static final String WORKING = "working";
  static final String DRAIN = "drain";
  static final String DRAINED = "drained";
  static final String THREADS = "threads";
  static final String STOP = "stop";

  /** The name of the durable reader. */
  static final String READER = "soak";

  private static final int SLOTS = 10;

  @Option(names = "--store", required = true)
  private String store = "";

  @Option(names = "--media", required = true)
  private Path media = Path.of("");

  @Option(names = "--journal", required = true)
  private Path journalFile = Path.of("");

  @Option(names = "--name", required = true)
  private String name = "";

  @Option(names = "--lease", required = true)
  private Duration lease = Duration.ZERO;

  @Option(names = "--backlog", required = true)
  private int backlog;

  @Option(names = "--reads", description = "Act as the durable reader.")
  private boolean reads;

  private final PrintStream out;
  private final AtomicInteger begun = new AtomicInteger();

  Node(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    try (Journal journal = Journal.create(journalFile);
        OpenStore open = OpenStore.at(store)) {
      VideoStore witnessed = Witness.before(open.store(), journal);
      FileStorage storage = FileStorage.at(media);
      try (VideoPlatform platform = platform(witnessed, storage, journal)) {
        platform.start();
        if (reads) {
          platform.events().subscribe(READER, new Reader(journal));
        }
        Load load = new Load(witnessed, storage, journal, backlog);
        load.start();
        say(STARTED + " " + Instant.now());
        obey(load, new Drain(witnessed));
      }
    }
    return 0;
  }

  private VideoPlatform platform(VideoStore witnessed, FileStorage storage, Journal journal) {
    VideoPlatformBuilder builder = VideoPlatform.builder()
        .store(witnessed)
        .storage(storage)
        .node(name)
        .concurrency(SLOTS)
        .lease(lease);
    Film.STEPS.forEach(step -> builder.step(new FilmStep(step, journal, this::count)));
    return builder.build();
  }

  /** Reports when enough tasks have started. */
  private void count() {
    if (begun.incrementAndGet() == 3 * SLOTS) {
      say(WORKING);
    }
  }

  private void obey(Load load, Drain drain) throws Exception {
    BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String word = words.readLine(); !STOP.equals(word); word = words.readLine()) {
      switch (Objects.requireNonNullElse(word, "")) {
        case "" -> Runtime.getRuntime().halt(1); // the parent is gone
        case DRAIN -> {
          load.end();
          say(drain.await() ? DRAINED : "not drained: " + drain.left());
        }
        case THREADS -> say(THREADS + " " + threads());
        default -> throw new IllegalArgumentException("There is no command \"" + word + "\".");
      }
    }
  }

  /** The platform's threads, except those that come and go with the work. */
  private static String threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith("reelstate-") && !thread.startsWith("reelstate-task"))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Records the events that the durable reader receives. */
  private record Reader(Journal journal) implements VideoListener {
    @Override
    public void onEvent(VideoEvent event) {
      journal.event(event.videoId(), event.number());
    }
  }
}
