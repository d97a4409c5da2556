package dev.reelstate.examples.detect;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.event.VideoListener;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.VideoPlatformBuilder;
import dev.reelstate.processing.detect.Detectors;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Detects with a platform of its own: the recipe samples frames and detects, and what it proposes
 * is read from the store. The database is in memory, and the film in a folder that is gone then.
 */
final class PlatformProposer implements Proposer {

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private final List<Detector> detectors;

  /** With detectors beyond those that come with Reelstate. */
  PlatformProposer(List<Detector> detectors) {
    this.detectors = List.copyOf(detectors);
  }

  @Override
  public Proposal propose(Path video, int every, DetectionSpec spec, Progress progress)
      throws UnusableException, InterruptedException {
    requireKnown(spec.detector());
    Recipe recipe =
        Recipe.builder().frames(SampledFrames.everyNth(every)).detect(spec).build();
    try (WorkFolder folder = WorkFolder.create();
        JdbcVideoStore store = JdbcVideoStore.openH2InMemory(folder.path().toString());
        VideoPlatform platform = platform(store, folder.resolve("media"), recipe, progress)) {
      platform.start();
      Video settled = platform.await(platform.ingest(video).id(), LONGEST);
      if (settled.status() != VideoStatus.COMPLETED) {
        throw failed(settled);
      }
      return proposal(settled, store);
    }
  }

  private VideoPlatform platform(
      JdbcVideoStore store, Path media, Recipe recipe, Progress progress) {
    VideoPlatformBuilder builder = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(media))
        .recipe(recipe)
        .drain(DRAIN)
        .listener(listener(progress));
    detectors.forEach(builder::detector);
    return builder.build();
  }

  private void requireKnown(String name) throws UnusableException {
    boolean known = detectors.stream().anyMatch(detector -> detector.name().equals(name))
        || Detectors.named(name).isPresent();
    if (!known) {
      throw new UnusableException("There is no detector \"" + name + "\"; there are "
          + String.join(", ", Detectors.names()) + ".");
    }
  }

  private static VideoListener listener(Progress progress) {
    return new VideoListener() {
      @Override
      public void onProgress(VideoId id, dev.reelstate.event.Progress reached) {
        Double fraction = reached.fraction();
        if (fraction != null) {
          progress.reached(fraction);
        }
      }
    };
  }

  private static ReelstateException failed(Video video) {
    Failure failure = video.failure();
    return new ReelstateException(
        failure == null
            ? Failure.permanent(FailureCode.INTERNAL, "The detection was cancelled.")
            : failure);
  }

  private static Proposal proposal(Video video, JdbcVideoStore store) throws UnusableException {
    VideoTrack track = video.media() == null ? null : video.media().video().orElse(null);
    GroundTruthSet draft = store.groundTruth().find(video.id()).orElse(null);
    if (track == null || draft == null) {
      throw new UnusableException("The file has no pictures.");
    }
    return new Proposal(draft.content(), track.width(), track.height());
  }
}
