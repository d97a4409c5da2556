package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.backfill.VideoForecast;
import dev.reelstate.processing.backfill.VideoForecast.State;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.reuse.EarlierRun;
import dev.reelstate.processing.reuse.Outlook;
import dev.reelstate.processing.reuse.Reuse;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Says what processing videos again with a recipe would make of each. Thread-safe. */
public final class Forecasts {

  private final Recipes.Beginning beginning;
  private final Recipe recipe;
  private final PresentNatives natives;
  private final MediaStorage storage;
  private final VideoCatalog videos;

  /**
   * Forecasts for one recipe.
   *
   * @param beginning how its processing would begin
   * @throws ReelstateException if no worker answers
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Forecasts(
      Recipes.Beginning beginning, WorkerPool workers, MediaStorage storage, VideoCatalog videos)
      throws InterruptedException {
    this.beginning = beginning;
    this.recipe = RecipeText.read(beginning.plan().get(0).input()).recipe();
    this.storage = storage;
    this.videos = videos;
    try {
      this.natives = workers.describe();
    } catch (StepException e) {
      throw new ReelstateException(e.failure(), e);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  /**
   * What would be made of a video.
   *
   * @throws ReelstateException of the storage family if its outputs cannot be looked at
   */
  public VideoForecast of(Video video) {
    if (!video.status().isSettled()) {
      return VideoForecast.nothing(video.id(), State.BUSY);
    }
    if (video.original() == null || video.status() == VideoStatus.DELETED) {
      return VideoForecast.nothing(video.id(), State.WITHOUT_ORIGINAL);
    }
    MediaInfo media = video.media();
    if (media == null) {
      return VideoForecast.unknown(video.id());
    }
    try {
      return of(video, video.original(), media);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private VideoForecast of(Video video, Original original, MediaInfo media) throws IOException {
    boolean isCurrent =
        video.status() == VideoStatus.COMPLETED && beginning.recipe().equals(video.recipe());
    Optional<RenderSpec> spec = new RenderCompiler(recipe, video.posterAt()).compile(media);
    // The rungs of an adaptive ladder are known only once the film was tried.
    boolean isOpen = recipe.ladders().stream().anyMatch(Ladder::perFilm);
    if (spec.isEmpty() || isOpen) {
      return isCurrent
          ? VideoForecast.nothing(video.id(), State.UP_TO_DATE)
          : VideoForecast.unknown(video.id());
    }
    int next = video.generation() + 1;
    List<EarlierRun> runs = EarlierRun.of(video, next, videos, storage);
    boolean mayBeCut = media.duration().compareTo(recipe.partLength()) > 0;
    List<RenderSpec.Part> parts =
        mayBeCut && !runs.isEmpty() ? runs.get(0).inventory().parts() : List.of();
    Reuse.Request request = new Reuse.Request(original, media, spec.get(), parts, natives);
    Reuse reuse = Reuse.planned(request, runs, storage);
    return new Outlook(reuse, runs).of(video.id(), isCurrent);
  }
}
