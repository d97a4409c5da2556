package dev.reelstate.examples.torture;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.spi.MediaStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A listener that writes the hash of each artifact's first file when it is announced, so that the
 * audit can tell whether anybody changed the file afterwards.
 */
record ArtifactHashes(Path file, MediaStorage storage, VideoListener next)
    implements VideoListener {

  static final String SUFFIX = ".artifacts";

  @Override
  public void onEvent(VideoEvent event) {
    next.onEvent(event);
  }

  @Override
  public void onArtifactAdded(VideoEvent.ArtifactAdded event) {
    String key = event.artifact().key();
    try {
      String hash = Clip.hash(storage.open(key, 0));
      Files.writeString(
          file, key + " " + hash + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (NoSuchFileException e) {
      // The video was deleted meanwhile; the audit knows which files must exist.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hashes by key that all processes wrote into a folder, without a line that was cut off. */
  static Map<String, Set<String>> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    }
    Map<String, Set<String>> hashes = new HashMap<>();
    for (Path file : files) {
      String text = Files.readString(file);
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> {
        String[] words = line.split(" ", 2);
        hashes.computeIfAbsent(words[0], key -> new HashSet<>()).add(words[1]);
      });
    }
    return hashes;
  }
}
