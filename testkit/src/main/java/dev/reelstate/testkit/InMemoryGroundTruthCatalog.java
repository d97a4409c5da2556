package dev.reelstate.testkit;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ground truth of an {@link InMemoryVideoStore}. Thread-safe. */
final class InMemoryGroundTruthCatalog implements GroundTruthCatalog {

  private final InMemoryVideoStore store;

  InMemoryGroundTruthCatalog(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public Saved save(VideoId id, GroundTruth content, ReviewState state, String by) {
    GroundTruthCatalog.name("the name of who saves it", by);
    String hash = content.contentHash();
    return store.transact(transaction -> {
      VideoEntry entry = transaction.touch(id);
      if (entry.status == VideoStatus.DELETED) {
        throw new IllegalStateException("A deleted video cannot have ground truth.");
      }
      return entry
          .groundTruth
          .withContent(hash)
          .map(same -> new Saved(same.revision(), false))
          .orElseGet(() ->
              new Saved(entry.saveGroundTruth(content, hash, state, by, transaction.now), true));
    });
  }

  @Override
  public Optional<GroundTruthSet> find(VideoId id) {
    return all(id).max(Comparator.comparing(set -> set.revision().revision()));
  }

  @Override
  public Optional<GroundTruthSet> find(VideoId id, int revision) {
    return all(id).filter(set -> set.revision().revision() == revision).findFirst();
  }

  @Override
  public List<GroundTruthRevision> list(VideoId id) {
    return all(id)
        .map(GroundTruthSet::revision)
        .sorted(Comparator.comparing(GroundTruthRevision::revision).reversed())
        .toList();
  }

  @Override
  public Optional<GroundTruthRevision> change(
      GroundTruthRevision seen, ReviewState next, String by) {
    GroundTruthCatalog.check(seen, next, by);
    return store.transact(transaction -> transaction.read(seen.videoId()) == null
        ? Optional.empty()
        : transaction.touch(seen.videoId()).reviewGroundTruth(seen, next, by, transaction.now));
  }

  @Override
  public List<GroundTruthReview> reviews(VideoId id, int revision) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      return entry == null ? List.of() : entry.groundTruth.reviews(revision);
    });
  }

  private Stream<GroundTruthSet> all(VideoId id) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      return entry == null ? Stream.empty() : entry.groundTruth.sets().stream();
    });
  }
}
