package dev.reelstate.examples.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The nodes, in all their lives. Not thread-safe. */
final class Fleet implements AutoCloseable {

  /** How long a node may take to start or to stop on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Options options;
  private final Path folder;
  private final String store;
  private final Consumer<String> hears;
  private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
  private final List<NodeProcess> lives = new ArrayList<>();
  private final Set<ProcessHandle> workers = new HashSet<>();

  /**
   * A fleet without nodes.
   *
   * @param store the address of the database
   * @param hears receives what the nodes say
   */
  Fleet(Options options, Path folder, String store, Consumer<String> hears) throws IOException {
    this.options = options;
    this.folder = folder;
    this.store = store;
    this.hears = hears;
    Files.createDirectories(folder.resolve("history"));
    Files.createDirectories(folder.resolve("logs"));
  }

  /** The names of the nodes, as many as the database supports. */
  List<String> names() {
    return List.of("node-1", "node-2").subList(0, options.database.nodes());
  }

  /** Starts all nodes, and waits until they work. */
  void startAll() throws IOException, InterruptedException {
    for (String name : names()) {
      start(name);
    }
    for (String name : names()) {
      awaitWork(name);
    }
  }

  /** Waits until a node that is not stopped works. */
  void awaitWork(String name) throws IOException, InterruptedException {
    node(name).awaitStart(PATIENCE);
  }

  /** Starts a node that does not run, without waiting until it works. */
  void start(String name) throws IOException {
    String life = "%04d-%s".formatted(lives.size() + 1, name);
    Path log = folder.resolve("logs").resolve(life + ".log");
    NodeProcess node = new NodeProcess(command(name, life), log, hears);
    nodes.put(name, node);
    lives.add(node);
  }

  private ProcessBuilder command(String name, String life) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.logFile=System.err",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "node",
        "--store=" + store,
        "--folder=" + folder,
        "--name=" + name,
        "--life=" + life,
        "--lease=" + options.lease));
    if (name.equals(names().get(0))) {
      command.add("--reads");
    }
    return new ProcessBuilder(command);
  }

  NodeProcess node(String name) {
    NodeProcess node = nodes.get(name);
    if (node == null) {
      throw new IllegalStateException("There is no node " + name + ".");
    }
    return node;
  }

  /** Gives all nodes a command. */
  void tellAll(String word) {
    nodes.values().forEach(node -> node.tell(word));
  }

  /** Kills a node; its workers are remembered. */
  void kill(String name) throws InterruptedException {
    workers.addAll(node(name).workers());
    node(name).kill();
  }

  /** Asks all nodes to exit, and waits until they have. */
  void stopAll() throws IOException, InterruptedException {
    for (NodeProcess node : nodes.values()) {
      workers.addAll(node.workers());
      node.stop(PATIENCE);
    }
  }

  /** All processes so far, in the order of their starts. */
  List<NodeProcess> lives() {
    return lives;
  }

  /** The workers of killed and stopped nodes that are still there. */
  List<ProcessHandle> orphans() {
    return workers.stream().filter(ProcessHandle::isAlive).toList();
  }

  /** Kills everything that is still running. */
  @Override
  public void close() {
    lives.forEach(NodeProcess::abandon);
    orphans().forEach(ProcessHandle::destroyForcibly);
  }
}
