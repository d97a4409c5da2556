package dev.reelstate.examples.fuzz;

import dev.reelstate.ReelstateException;
import dev.reelstate.examples.fuzz.Finding.Kind;
import dev.reelstate.examples.fuzz.mutate.Containers;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs files through a platform, and removes what they leave in it. Thread-safe. */
final class Trial {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Heads of up to this many bytes are sniffed too. */
  private static final int SHORT_HEADS = 64;

  private final VideoPlatform platform;
  private final Duration longest;
  private final LogWatch log;
  private final Set<Mutant> running = ConcurrentHashMap.newKeySet();

  /** Creates trials that give a file so much processing time. */
  Trial(VideoPlatform platform, Duration longest, LogWatch log) {
    this.platform = platform;
    this.longest = longest;
    this.log = log;
  }

  /** Runs a file to its end. */
  Outcome run(Mutant mutant) throws InterruptedException, IOException {
    running.add(mutant);
    try {
      return settled(mutant);
    } finally {
      running.remove(mutant);
    }
  }

  private Outcome settled(Mutant mutant) throws InterruptedException, IOException {
    List<Finding> findings = new ArrayList<>();
    String container = sniff(mutant, findings);
    List<String> warnings = new ArrayList<>();
    VideoDetails details = null;
    try {
      Video video = platform.ingest(
          NewVideo.named(mutant.name()),
          new ByteArrayInputStream(mutant.bytes()),
          mutant.bytes().length);
      if (!settles(video.id())) {
        findings.add(
            Finding.of(Kind.LIMIT, "not settled after " + longest + " in " + steps(video.id())));
        platform.cancel(video.id());
      }
      details = platform.details(video.id()).orElseThrow();
      Judge judge = new Judge(platform.storage(), details);
      findings.addAll(judge.findings());
      warnings.addAll(judge.warnings());
      platform.delete(video.id());
    } catch (ReelstateException e) {
      findings.add(Finding.of(Kind.FAULT, "the platform threw " + e.failure()));
    }
    List<Finding> errors = log.errors();
    findings.addAll(errors);
    List<Mutant> suspects = errors.isEmpty() ? List.of() : List.copyOf(running);
    return new Outcome(mutant, container, details, warnings, findings, suspects);
  }

  /** The sniffer must name any bytes, however few. */
  private static String sniff(Mutant mutant, List<Finding> findings) {
    try {
      for (int length = 0; length <= Math.min(SHORT_HEADS, mutant.bytes().length); length++) {
        Containers.of(Arrays.copyOf(mutant.bytes(), length));
      }
      return Containers.of(mutant.bytes());
    } catch (RuntimeException e) {
      findings.add(Finding.of(Kind.FAULT, "the sniffer threw " + e));
      return Containers.NONE;
    }
  }

  private boolean settles(VideoId id) throws InterruptedException {
    while (true) {
      try {
        platform.await(id, PATIENCE);
        return true;
      } catch (ReelstateException e) {
        if (!e.failure().code().equals(FailureCode.TIME_LIMIT)) {
          throw e;
        }
      }
      if (spent(id).compareTo(longest) > 0) {
        return false;
      }
    }
  }

  /** The time that workers have spent on a file, with the attempt that is running. */
  private Duration spent(VideoId id) {
    return platform.tasks(id).stream()
        .flatMap(task -> task.attempts().stream())
        .map(attempt -> Duration.between(
            attempt.startedAt(), Optional.ofNullable(attempt.endedAt()).orElseGet(Instant::now)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The steps that are running. */
  private List<String> steps(VideoId id) {
    return platform.tasks(id).stream()
        .filter(task -> task.attempts().stream().anyMatch(attempt -> attempt.endedAt() == null))
        .map((Task task) -> task.id().step())
        .toList();
  }
}
