package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.check.Rule;
import dev.reelstate.examples.soak.check.Verdict;
import dev.reelstate.examples.soak.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** One database, the nodes that work on it, and their journals and logs. Not thread-safe. */
public final class Soak implements AutoCloseable {

  /** How long a node may take to start or to resume on a busy machine. */
  public static final Duration START = Duration.ofMinutes(5);

  private final Options options;
  private final Path folder;
  private final Database database;
  private final Path agent;
  private final Random random;
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final List<NodeProcess> lives = new ArrayList<>();
  private final Set<String> killed = new HashSet<>();
  private final Instant begin = Instant.now();
  private final long start = System.nanoTime();

  /** Starts the database; no node runs yet. */
  Soak(Options options, Path folder) throws Exception {
    this.options = options;
    this.folder = folder;
    this.random = new Random(options.seed);
    this.agent = folder.resolve("clock.jar");
    Files.createDirectories(folder.resolve("nodes"));
    ShiftedClock.writeAgent(agent);
    this.database = options.database.start(folder);
  }

  Options options() {
    return options;
  }

  Path folder() {
    return folder;
  }

  Database database() {
    return database;
  }

  Random random() {
    return random;
  }

  /** When the soak began, by this machine's clock. */
  Instant begin() {
    return begin;
  }

  /** The time since it began, by a clock that nobody sets. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** A random duration up to a maximum. */
  Duration upTo(Duration longest) {
    return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
  }

  /** The names of the nodes, as many as the database supports. */
  List<String> names() {
    return List.of("node-1", "node-2").subList(0, options.database.nodes());
  }

  /** Starts all nodes, and waits until each works. */
  void startAll() throws Exception {
    for (String name : names()) {
      start(name, Duration.ZERO);
    }
    awaitWorking();
  }

  /** Starts a node, with its clock shifted ahead. */
  NodeProcess start(String name, Duration shift) throws IOException {
    String life = "%04d-%s".formatted(lives.size() + 1, name);
    Path journal = folder.resolve("nodes").resolve(life + ".journal");
    Path log = folder.resolve("nodes").resolve(life + ".log");
    NodeProcess node = new NodeProcess(command(name, journal, shift), journal, log);
    nodes.put(name, node);
    lives.add(node);
    return node;
  }

  private ProcessBuilder command(String name, Path journal, Duration shift) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.logFile=System.err"));
    if (!shift.isZero()) {
      command.add("-javaagent:" + agent + "=" + shift.toMillis());
    }
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "node",
        "--store=" + database.address(),
        "--media=" + media(),
        "--journal=" + journal,
        "--name=" + name,
        "--lease=" + options.lease,
        "--backlog=" + options.backlog));
    if (name.equals(names().get(0))) {
      command.add("--reads");
    }
    return new ProcessBuilder(command);
  }

  Path media() {
    return folder.resolve("media");
  }

  NodeProcess node(String name) {
    NodeProcess node = nodes.get(name);
    if (node == null) {
      throw new IllegalStateException("There is no node " + name + ".");
    }
    return node;
  }

  /** All processes so far, in the order of their starts. */
  List<NodeProcess> lives() {
    return lives;
  }

  void awaitWorking() throws Exception {
    for (NodeProcess node : nodes.values()) {
      node.await(Node.WORKING, START);
    }
  }

  /** Waits until a node starts another task. */
  void awaitMoreWork(NodeProcess node, Verdict verdict) throws Exception {
    String life = Evidence.life(node.journal());
    long before = evidence().runs(life);
    long end = System.nanoTime() + START.toNanos();
    while (evidence().runs(life) == before && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    verdict.check(
        Rule.CAME_BACK, evidence().runs(life) > before, () -> life + " has started nothing since.");
  }

  void kill(String name) throws InterruptedException {
    NodeProcess node = node(name);
    killed.add(Evidence.life(node.journal()));
    node.kill();
  }

  /** Lets the nodes finish all work, and stops them. */
  void drain() throws Exception {
    for (NodeProcess node : nodes.values()) {
      node.tell(Node.DRAIN);
    }
    for (NodeProcess node : nodes.values()) {
      node.await(Node.DRAINED, Duration.ofMinutes(6));
    }
    for (NodeProcess node : nodes.values()) {
      node.stop();
    }
  }

  /** The journals of the processes. */
  Evidence evidence() throws IOException {
    return Evidence.read(lives.stream().map(NodeProcess::journal).toList());
  }

  /** The names of the processes that were killed. */
  Set<String> killed() {
    return killed;
  }

  String title(String name) {
    return "soak %s, %s: %d x, %d node%s with 10 slots, lease %d s, seed %d"
        .formatted(
            name,
            options.database.name().toLowerCase(Locale.ROOT),
            options.times,
            names().size(),
            names().size() == 1 ? "" : "s",
            options.lease.toSeconds(),
            options.seed);
  }

  /** Stops everything that is still running. */
  @Override
  public void close() throws IOException {
    lives.forEach(NodeProcess::abandon);
    database.close();
  }
}
