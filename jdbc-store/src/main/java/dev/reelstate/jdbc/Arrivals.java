package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds out which new videos already exist, by their upload keys. Not thread-safe. */
final class Arrivals {

  private final Set<UUID> taken;
  private final Map<Upload, VideoId> uploads = new HashMap<>();

  private Arrivals(Set<UUID> taken) {
    this.taken = taken;
  }

  /** Looks up all the videos together. */
  static Arrivals of(Transaction transaction, List<NewVideo> videos) {
    Arrivals arrivals =
        new Arrivals(transaction.hopeful() ? new HashSet<>() : taken(transaction, videos));
    videos.stream()
        .filter(video -> video.uploadKey() != null)
        .collect(groupingBy(NewVideo::project, mapping(NewVideo::uploadKey, toSet())))
        .forEach((project, keys) -> arrivals.read(transaction, project, keys));
    return arrivals;
  }

  private static Set<UUID> taken(Transaction transaction, List<NewVideo> videos) {
    Set<UUID> ids = videos.stream().map(video -> video.id().value()).collect(toSet());
    return new HashSet<>(transaction
        .sql()
        .select(REELSTATE_VIDEO.ID)
        .from(REELSTATE_VIDEO)
        .where(transaction.among(REELSTATE_VIDEO.ID, ids))
        .fetch(REELSTATE_VIDEO.ID));
  }

  private void read(Transaction transaction, String project, Set<String> keys) {
    transaction
        .sql()
        .select(REELSTATE_VIDEO.ID, REELSTATE_VIDEO.UPLOAD_KEY)
        .from(REELSTATE_VIDEO)
        .where(
            REELSTATE_VIDEO.PROJECT.eq(project),
            transaction.among(REELSTATE_VIDEO.UPLOAD_KEY, keys))
        .forEach(row -> uploads.put(new Upload(project, row.value2()), new VideoId(row.value1())));
  }

  /**
   * Returns the existing video with this one's upload key. If there is none, registers the key for
   * this one.
   *
   * @throws IllegalArgumentException if the upload is new but another video has its ID
   */
  Optional<VideoId> known(NewVideo video) {
    String key = video.uploadKey();
    if (key != null) {
      VideoId known = uploads.putIfAbsent(new Upload(video.project(), key), video.id());
      if (known != null) {
        return Optional.of(known);
      }
    }
    if (!taken.add(video.id().value())) {
      throw new IllegalArgumentException("There is already a video " + video.id() + ".");
    }
    return Optional.empty();
  }

  private record Upload(String project, String key) {}
}
