package dev.reelstate.processing.reuse;

import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.worker.Json;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of a video that has left outputs.
 *
 * @param prefix the prefix of the storage keys of its files
 * @param inventory what it has made
 */
public record EarlierRun(String prefix, Inventory inventory) {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierRun.class);

  /** The storage key of a file. */
  String key(String path) {
    return prefix + "/" + path;
  }

  /**
   * The runs of a video that a new one may adopt from: that of the published generation, and that
   * of the one before the new one, which may have failed after its outputs were made.
   *
   * @param generation the new generation
   */
  public static List<EarlierRun> of(
      Video video, int generation, VideoCatalog videos, MediaStorage storage) throws IOException {
    Set<Integer> generations = new LinkedHashSet<>();
    generations.add(video.publishedGeneration());
    generations.add(generation - 1);
    List<EarlierRun> runs = new ArrayList<>();
    for (int earlier : generations) {
      if (earlier > 0 && earlier < generation) {
        for (Artifact artifact : videos.artifacts(video.id(), earlier)) {
          if (artifact.kind().equals(Artifact.INVENTORY)) {
            read(artifact.key(), storage).ifPresent(runs::add);
          }
        }
      }
    }
    return runs;
  }

  private static Optional<EarlierRun> read(String key, MediaStorage storage) throws IOException {
    try (InputStream bytes = storage.open(key, 0)) {
      String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(new EarlierRun(VideoKeys.folder(key), Json.read(text, Inventory.class)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "The inventory {} cannot be read by this release, so nothing is adopted: {}",
          key,
          e.getMessage());
      return Optional.empty();
    }
  }
}
