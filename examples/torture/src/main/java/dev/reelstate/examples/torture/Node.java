package dev.reelstate.examples.torture;

import dev.reelstate.examples.soak.database.OpenStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.fault.Faults;
import dev.reelstate.testkit.fault.FaultyMediaStorage;
import dev.reelstate.testkit.fault.FaultyVideoStore;
import dev.reelstate.testkit.history.History;
import dev.reelstate.testkit.history.HistoryFile;
import dev.reelstate.testkit.history.HistoryRecorder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One application with a platform, in a process of its own. It reads one command per line from its
 * standard input, says on its standard output how each one ended, and exits with its parent.
 */
@Command(name = "node", hidden = true, description = "Runs one node; the torture starts it.")
final class Node implements Callable<Integer> {

  static final String INGEST = "ingest";
  static final String UPLOAD = "upload";
  static final String CANCEL = "cancel";
  static final String DELETE = "delete";
  static final String REPROCESS = "reprocess";
  static final String RETRY = "retry";
  static final String FAULT = "fault";
  static final String MEDIA_FAULT = "media-fault";
  static final String PEACE = "peace";
  static final String STOP = "stop";

  static final String STARTED = "started";
  static final String DONE = "done";
  static final String FAILED = "failed";
  static final String UNEXPECTED = "unexpected";
  static final String LEFT = "left";

  /** The name of the durable reader. */
  static final String READER = "audit";

  /** Small files, but every kind of work: copies, encoded rungs, parts, sound, stills. */
  private static final Recipe RECIPE = Recipe.standard().toBuilder()
      .ladder(Ladder.of(72, 48))
      .partLength(Duration.ofSeconds(3))
      .hardware(false)
      .build();

  @Option(names = "--store", required = true)
  private String store = "";

  @Option(names = "--folder", required = true)
  private Path folder = Path.of("");

  @Option(names = "--name", required = true)
  private String name = "";

  @Option(names = "--life", required = true)
  private String life = "";

  @Option(names = "--lease", required = true)
  private Duration lease = Duration.ZERO;

  @Option(names = "--reads", description = "Act as the durable reader.")
  private boolean reads;

  private final PrintStream out;

  Node(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Path entries = folder.resolve("history").resolve(life + History.SUFFIX);
    try (OpenStore open = OpenStore.at(store);
        HistoryFile file = HistoryFile.create(entries)) {
      HistoryRecorder recorder = new HistoryRecorder(life, InstantSource.system(), file);
      FaultyVideoStore faulty = FaultyVideoStore.around(open.store());
      FileStorage files = FileStorage.at(folder.resolve("media"));
      Faults mediaFaults = new Faults();
      VideoPlatform platform = VideoPlatform.builder()
          .store(recorder.around(faulty))
          .storage(FaultyMediaStorage.around(files, mediaFaults))
          .recipe(RECIPE)
          .node(name)
          .concurrency(2)
          .lease(lease)
          .generationGrace(Duration.ofDays(1))
          .build();
      try (platform;
          NodeWork work = new NodeWork(platform, faulty.faults(), mediaFaults, this::say)) {
        platform.start();
        if (reads) {
          Path artifacts = folder.resolve("history").resolve(life + ArtifactHashes.SUFFIX);
          platform
              .events()
              .subscribe(READER, new ArtifactHashes(artifacts, files, recorder.listener(READER)));
        }
        say(STARTED);
        obey(work);
      }
    }
    return 0;
  }

  private void obey(NodeWork work) throws Exception {
    BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = words.readLine(); !STOP.equals(line); line = words.readLine()) {
      if (line == null) {
        Runtime.getRuntime().halt(1); // the parent is gone
      } else {
        work.begin(line.split(" ", -1));
      }
    }
  }

  private synchronized void say(String line) {
    out.println(line);
    out.flush();
  }
}
