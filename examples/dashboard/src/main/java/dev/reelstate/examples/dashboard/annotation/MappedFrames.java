package dev.reelstate.examples.dashboard.annotation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** The times in the frame maps that videos were processed to. Thread-safe. */
public final class MappedFrames implements FrameClock {

  private static final long MOST_FRAMES = 2_000_000;

  private final VideoPlatform platform;
  private final Cache<String, long[]> known = Caffeine.newBuilder()
      .maximumWeight(MOST_FRAMES)
      .weigher((String key, long[] times) -> times.length)
      .build();

  /** Reads the frame maps of a platform. */
  public MappedFrames(VideoPlatform platform) {
    this.platform = platform;
  }

  @Override
  public Optional<long[]> times(VideoId id) {
    return platform.artifacts(id).stream()
        .filter(artifact -> artifact.kind().equals(Artifact.FRAME_MAP))
        .max(Comparator.comparingInt(Artifact::generation))
        .map(artifact -> known.get(artifact.key(), this::read));
  }

  private long[] read(String key) {
    try (InputStream in = platform.storage().open(key, 0)) {
      FrameMap map = FrameMap.read(in);
      return IntStream.range(0, map.size())
          .mapToLong(number -> map.frame(number).ref().pts().toNanos())
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException("The frame map " + key + " cannot be read.", e);
    }
  }
}
