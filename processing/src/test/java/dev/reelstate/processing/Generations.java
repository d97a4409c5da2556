package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.Sha256;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Videos that are processed several times, and what tells the files of their generations apart. */
final class Generations implements AutoCloseable {

  private static final Duration LONG = Duration.ofMinutes(10);

  final InMemoryVideoStore store = InMemoryVideoStore.create();
  final VideoPlatform platform;
  private final Path media;
  private volatile CompletableFuture<Void> halfWay = new CompletableFuture<>();

  /**
   * Starts a platform.
   *
   * @param recipes the recipes that it knows, by name
   */
  Generations(Path folder, Map<String, Recipe> recipes) {
    media = folder.resolve("media");
    VideoPlatformBuilder builder = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(media))
        .concurrency(2)
        .listener(new VideoListener() {
          @Override
          public void onProgress(VideoId id, Progress progress) {
            Double fraction = progress.fraction();
            if (fraction != null && fraction > 0.3 && fraction < 0.6) {
              halfWay.complete(null);
            }
          }
        });
    recipes.forEach(builder::recipe);
    platform = builder.build();
    platform.start();
  }

  /** Processes a new video. */
  VideoId make(Path film, String recipe) throws InterruptedException {
    Video video =
        platform.ingest(NewVideo.named(film.getFileName().toString()).withRecipe(recipe), film);
    return settled(video.id());
  }

  /** Processes a video again. */
  VideoId again(VideoId id, String recipe) throws InterruptedException {
    return settled(platform.reprocess(id, recipe).id());
  }

  /** Waits for a video that is being processed again. */
  VideoId again(VideoId id) throws InterruptedException {
    return settled(id);
  }

  /** Has a video processed again, and returns while a worker is in the middle of it. */
  void halfWay(VideoId id, String recipe) throws Exception {
    halfWay = new CompletableFuture<>();
    platform.reprocess(id, recipe);
    halfWay.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private VideoId settled(VideoId id) throws InterruptedException {
    Video done = platform.await(id, LONG);
    assertThat(done.status()).as("%s", done.failure()).isEqualTo(VideoStatus.COMPLETED);
    return id;
  }

  /** The path of an artifact's first file. */
  Path file(VideoId id, String kind, String name) {
    return media.resolve(platform.artifacts(id).stream()
        .filter(artifact -> artifact.kind().equals(kind) && artifact.name().equals(name))
        .findFirst()
        .orElseThrow()
        .key());
  }

  /** The hashes of all files of a video's readable generation, by their paths in its outputs. */
  Map<String, String> contents(VideoId id) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files(id)) {
      contents.put(name(id, file), hash(file));
    }
    return contents;
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    digest.update(Files.readAllBytes(file));
    return Sha256.text(digest);
  }

  private List<Path> files(VideoId id) throws IOException {
    try (Stream<Path> below = Files.walk(outputs(id))) {
      return below.filter(Files::isRegularFile).toList();
    }
  }

  /** The folder of the outputs of a video's readable generation. */
  Path outputs(VideoId id) {
    return requireNonNull(file(id, Artifact.INVENTORY, Artifact.INVENTORY).getParent());
  }

  private String name(VideoId id, Path file) {
    return outputs(id).relativize(file).toString().replace('\\', '/');
  }

  /** What identifies the files of a video's readable generation, by their paths in its outputs. */
  Map<String, Object> identities(VideoId id) throws IOException {
    Map<String, Object> identities = new TreeMap<>();
    for (Path file : files(id)) {
      identities.put(name(id, file), Files.getAttribute(file, "unix:ino"));
    }
    return identities;
  }

  /** The paths of files that were made, rather than adopted from before. */
  Set<String> made(VideoId id, Map<String, Object> before) throws IOException {
    Set<String> made = new TreeSet<>();
    identities(id).forEach((name, identity) -> {
      if (!identity.equals(before.get(name))) {
        made.add(name);
      }
    });
    return made;
  }

  /** The folders, or the files at the top, that have media among some files. */
  static Set<String> media(Set<String> files) {
    Set<String> media = new TreeSet<>();
    for (String file : files) {
      if (file.endsWith(".m4s")) {
        media.add(file.substring(0, file.lastIndexOf('/')));
      } else if (!file.contains("/") && !file.endsWith(".json")) {
        media.add(file);
      }
    }
    return media;
  }

  private static <T> Map<String, T> without(Map<String, T> files, Predicate<String> some) {
    return files.entrySet().stream()
        .filter(file -> !some.test(file.getKey()))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** The outputs that players and pages see, without the reports on how they were made. */
  Map<String, String> outputsOf(VideoId id) throws IOException {
    return without(
        contents(id), name -> name.equals("inventory.json") || name.equals("render.json"));
  }

  @Override
  public void close() {
    platform.close();
  }
}
