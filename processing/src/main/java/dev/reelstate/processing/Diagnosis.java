package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.diagnosis.Bundle;
import dev.reelstate.processing.diagnosis.Jvm;
import dev.reelstate.processing.engine.EngineSettings;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes the bundle of {@link Operations#diagnose}. Thread-safe. */
final class Diagnosis {

  private static final int RECENT = 200;

  private final VideoStore store;
  private final PlatformSettings settings;
  private final Supplier<Health> health;

  Diagnosis(VideoStore store, PlatformSettings settings, Supplier<Health> health) {
    this.store = store;
    this.settings = settings;
    this.health = health;
  }

  void write(Path zip, Operations operations) throws IOException {
    try (Bundle bundle = new Bundle(zip)) {
      bundle.add("jvm.txt", Jvm::describe);
      bundle.add("settings.txt", this::settings);
      bundle.add("workers.txt", () -> operations.checkWorkers().toString());
      bundle.add("schema.txt", this::schema);
      bundle.add("health.txt", () -> lines(health.get().checks()));
      bundle.add("videos.txt", () -> Jvm.lines(new TreeMap<>(counts())));
      bundle.add("queue.txt", () -> lines(operations.backlog()));
      bundle.add("nodes.txt", () -> lines(operations.nodes()));
      bundle.add("failures.txt", this::failures);
      bundle.add("threads.txt", Jvm::threads);
    }
  }

  private String settings() {
    EngineSettings engine = settings.engine();
    WorkerOptions worker = settings.worker();
    Map<String, Object> facts = new TreeMap<>();
    facts.put("slots", engine.slots());
    facts.put("lease", engine.lease());
    facts.put("poll", engine.poll());
    facts.put("drain", engine.drain());
    facts.put("steps", settings.steps().keySet());
    facts.put("listeners", settings.listeners().size());
    facts.put("maxUploadBytes", settings.maxUploadBytes());
    facts.put("uploadTimeout", settings.uploadTimeout());
    facts.put("generationGrace", settings.generationGrace());
    facts.put("limits", settings.limits());
    facts.put("worker.heapMegabytes", worker.heapMegabytes());
    facts.put("worker.memoryMegabytes", worker.memoryMegabytes());
    facts.put("worker.tasks", worker.tasksPerWorker());
    facts.put("worker.idle", worker.idle());
    facts.put("worker.hasPrefix", !worker.commandPrefix().isEmpty());
    facts.put("worker.hasSandbox", worker.sandbox() != null);
    facts.put("store", store.getClass().getName());
    return Jvm.lines(facts);
  }

  private String schema() {
    try {
      store.verify();
      return "usable\n";
    } catch (ReelstateException e) {
      return e.failure().code() + ": " + e.failure().message() + "\n";
    }
  }

  private Map<String, Long> counts() {
    return store.videos().count(everything()).entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().wireName(), Map.Entry::getValue));
  }

  private static VideoQuery everything() {
    return VideoQuery.all().withStatuses(VideoStatus.values());
  }

  /** Identities, codes and steps; the messages may name files. */
  private String failures() {
    VideoQuery failed =
        VideoQuery.all().withStatuses(VideoStatus.FAILED, VideoStatus.REJECTED).withLimit(RECENT);
    return store.videos().list(failed).items().stream()
        .map(Diagnosis::failure)
        .collect(Collectors.joining());
  }

  private static String failure(Video video) {
    Failure failure = video.failure();
    return video.id() + " " + video.updatedAt() + " "
        + (failure == null ? "" : failure.code() + " " + failure.step()) + "\n";
  }

  private static String lines(List<?> items) {
    return items.stream().map(item -> item + "\n").collect(Collectors.joining());
  }
}
