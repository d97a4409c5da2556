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

/** Tells which of some new videos are known already, by their upload keys. Not thread-safe. */
final class Arrivals {

  private final Set<UUID> taken;
  private final Map<Upload, VideoId> uploads = new HashMap<>();

  private Arrivals(Set<UUID> taken) {
    this.taken = taken;
  }

  /** Looks for all of them together. */
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
   * The video that has this one's upload already. If there is none, this one has it from now on.
   *
   * @throws IllegalArgumentException if this is a new upload under the identity of another video
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
      throw new IllegalArgumentException("There is a video " + video.id() + " already.");
    }
    return Optional.empty();
  }

  private record Upload(String project, String key) {}
}
