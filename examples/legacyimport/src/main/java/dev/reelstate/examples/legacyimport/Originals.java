package dev.reelstate.examples.legacyimport;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ingests the files of videos that were imported without them. Each file becomes the upload of its
 * video, which is then queued for the application that will use the store. Closing it closes the
 * store.
 */
final class Originals implements AutoCloseable {

  private static final int PAGE = 100;

  private final VideoPlatform platform;
  private final String source;
  private final PrintStream out;
  private int taken;
  private int refused;
  private int absent;

  /**
   * Opens the storage.
   *
   * @param source the platform name in the upload keys of the videos
   */
  Originals(VideoStore store, Path storage, String source, PrintStream out) {
    this.platform = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(storage))
        .recipe(Recipe.standard())
        .build();
    this.source = source;
    this.out = out;
  }

  /**
   * Ingests the files in a folder or below it. Names from the earlier platform are never used as
   * paths, only compared with the existing files.
   *
   * @return whether all files were found and ingested
   */
  boolean takeIn(Path folder) throws IOException {
    Map<String, List<Path>> files = files(folder);
    for (Video video : waiting()) {
      takeIn(video, files.getOrDefault(name(video), List.of()));
    }
    out.println("Files: " + taken + " ingested, " + refused + " refused, " + absent + " missing");
    return refused == 0 && absent == 0;
  }

  @Override
  public void close() {
    platform.close();
  }

  private void takeIn(Video video, List<Path> files) {
    if (files.isEmpty()) {
      absent++;
      return;
    }
    try {
      Path file = files.get(0);
      String size = facts(video).get("file_size");
      if (files.size() > 1) {
        refuse(video, "there are " + files.size() + " files with its name");
      } else if (size != null && !size.equals("0") && !size.equals("" + Files.size(file))) {
        refuse(video, "its file has " + Files.size(file) + " bytes, not " + size);
      } else if (platform.ingest(upload(video), file).status() == VideoStatus.REJECTED) {
        refuse(video, "its file is not a video");
      } else {
        taken++;
      }
    } catch (IOException e) {
      refuse(video, "its file cannot be read");
    } catch (ReelstateException e) {
      refuse(video, e.failure().message());
    }
  }

  private void refuse(Video video, String reason) {
    refused++;
    out.println("Not ingested: " + video.uploadKey() + ", " + reason);
  }

  /** Lists all videos before any is ingested, since ingesting removes them from later pages. */
  private List<Video> waiting() {
    List<Video> waiting = new ArrayList<>();
    VideoQuery query = VideoQuery.all().withStatuses(VideoStatus.FAILED).withLimit(PAGE);
    Page<Video> page = platform.list(query);
    page.items().stream().filter(this::isWaiting).forEach(waiting::add);
    while (page.next() != null) {
      page = platform.list(query.withAfter(page.next()));
      page.items().stream().filter(this::isWaiting).forEach(waiting::add);
    }
    return waiting;
  }

  private boolean isWaiting(Video video) {
    Failure failure = video.failure();
    return failure != null
        && failure.code().equals(FailureCode.ORIGINAL_MISSING)
        && String.valueOf(video.uploadKey()).startsWith(source + ":");
  }

  private static Map<String, String> facts(Video video) {
    Failure failure = video.failure();
    return failure == null ? Map.of() : failure.facts();
  }

  /** The last part of its path there, or else the file name of its upload. */
  private static String name(Video video) {
    String path = facts(video).getOrDefault("file_path", video.fileName());
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The same project and key identify the same video. */
  private static NewVideo upload(Video video) {
    return new NewVideo(
        VideoId.create(),
        video.project(),
        video.title(),
        video.fileName(),
        video.uploadKey(),
        video.labels(),
        video.priority());
  }

  private static Map<String, List<Path>> files(Path folder) throws IOException {
    Map<String, List<Path>> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files
              .computeIfAbsent(String.valueOf(file.getFileName()), name -> new ArrayList<>())
              .add(file));
    }
    return files;
  }
}
