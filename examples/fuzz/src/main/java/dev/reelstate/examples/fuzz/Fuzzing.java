package dev.reelstate.examples.fuzz;

import dev.reelstate.examples.fuzz.mutate.Bytes;
import dev.reelstate.processing.VideoPlatform;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** A run in this JVM. Not thread-safe. */
final class Fuzzing {

  /**
   * Files that wait or are being processed: enough that a slow one does not keep others waiting.
   */
  private static final int AHEAD = 128;

  private static final Duration TELL = Duration.ofSeconds(10);

  private final Options options;
  private final Path folder;
  private final PrintStream out;
  private final Findings findings;
  private final Corpus corpus;
  private final Health health = new Health();
  private final Tally tally = new Tally();
  private final Deque<Future<Outcome>> pending = new ArrayDeque<>();
  private Duration told = Duration.ZERO;

  /** Prepares a run that keeps its files in a folder. */
  Fuzzing(Options options, Path folder, PrintStream out) throws IOException {
    this.options = options;
    this.folder = folder;
    this.out = out;
    this.findings = new Findings(options.keep);
    this.corpus = new Corpus(folder.resolve("corpus"));
  }

  /** Where the generated seeds are. */
  static Path seeds(Path folder) {
    return folder.resolve("seeds");
  }

  /** Where the host writes its log. */
  static Path log(Path folder) {
    return folder.resolve("host.log");
  }

  /** Where the host and its workers put temporary files. */
  static Path temporary(Path folder) {
    return folder.resolve("temporary");
  }

  /**
   * Runs mutants until the time is over or there are enough, and says whether nothing was found.
   */
  boolean run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4 * options.workers);
    try (VideoPlatform platform = Bench.open(folder, options)) {
      Trial trial = new Trial(platform, options.longest, new LogWatch(log(folder)));
      for (Path seed : files(
          options.seeds == null ? List.of(seeds(folder)) : List.of(seeds(folder), options.seeds))) {
        submit(new Mutant(seed.getFileName().toString(), Files.readAllBytes(seed)), trial, threads);
      }
      drain();
      out.printf(
          "seed %d: %d files to start from, %d ways to end, %s%n",
          options.seed, tally.files(), corpus.signatures(), corpus.containers());
      int seeds = tally.files();
      for (int i = 1; i <= options.files && !over(); i++) {
        submit(corpus.mutant(options.seed, i), trial, threads);
        if (i == Health.WARM) {
          drain();
          health.measure();
        }
      }
      drain();
      health.measure();
      out.printf("%n%d mutants of %d seeds, seed %d%n", tally.files() - seeds, seeds, options.seed);
    } finally {
      threads.shutdownNow();
    }
    report();
    return findings.clean();
  }

  private boolean over() {
    return tally.elapsed().toMillis() > options.minutes * 60_000;
  }

  private void submit(Mutant mutant, Trial trial, ExecutorService threads) throws Exception {
    if (pending.size() == AHEAD) {
      settle(pending.remove().get());
    }
    pending.add(threads.submit(() -> trial.run(mutant)));
  }

  private void drain() throws Exception {
    while (!pending.isEmpty()) {
      settle(pending.remove().get());
    }
  }

  /** Outcomes are taken in the order of the files, so that the corpus grows in the same order. */
  private void settle(Outcome outcome) throws IOException {
    corpus.add(outcome);
    findings.add(outcome);
    tally.add(outcome, corpus.signatures());
    if (tally.elapsed().minus(told).compareTo(TELL) > 0) {
      told = tally.elapsed();
      out.printf(
          "%6d s  %7d files, %.1f per second, %d ways to end, %d findings, %d MB resident%n",
          told.toSeconds(),
          tally.files(),
          tally.perSecond(),
          corpus.signatures(),
          findings.size(),
          Vitals.residentKilobytes() / 1024);
    }
  }

  private void report() throws IOException {
    health.growth().forEach(findings::add);
    Health.leftovers(Bench.media(folder), temporary(folder)).forEach(findings::add);
    tally.print(out, corpus.signatures());
    health.print(out);
    out.println();
    findings.print(out);
  }

  /** Runs files as they are, and says whether nothing was found. */
  boolean replay() throws Exception {
    try (VideoPlatform platform = Bench.open(folder, options)) {
      Trial trial = new Trial(platform, options.longest, new LogWatch(log(folder)));
      for (Path file : files(options.replay)) {
        Outcome outcome =
            trial.run(new Mutant(file.getFileName().toString(), Files.readAllBytes(file)));
        findings.add(outcome);
        out.println(file + ": " + Signature.of(outcome));
      }
    }
    findings.print(out);
    return findings.clean();
  }

  /** The files in folders, and files themselves, in the order of their names. */
  private static List<Path> files(List<Path> paths) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path path : paths) {
      try (Stream<Path> files = Files.walk(path, 1)) {
        files.filter(Files::isRegularFile).sorted().forEach(all::add);
      }
    }
    for (Path file : List.copyOf(all)) {
      if (Files.size(file) > Bytes.MAX || file.toString().endsWith(".txt")) {
        all.remove(file);
      }
    }
    return all;
  }
}
