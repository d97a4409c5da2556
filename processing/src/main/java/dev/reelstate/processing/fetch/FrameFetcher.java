package dev.reelstate.processing.fetch;

import dev.reelstate.ReelstateException;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.frames.VideoFrames;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.MediaStorage.LocalFile;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Has workers decode frames, a bounded number at a time, and believes what they leave. */
public final class FrameFetcher implements VideoFrames {

  /** How much the pictures of one request to a worker take, in bytes. */
  private static final long MOST_BYTES = 256L << 20;

  private static final int PIXEL = 3;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Where frames come from. */
  public record Source(
      WorkerPool workers,
      MediaStorage storage,
      Semaphore turns,
      Runnable requireOpen,
      String original,
      String map,
      MediaInfo media) {}

  private final Source source;
  private final FrameMap map;
  private final FrameForm form;
  private final Duration longest;

  private FrameFetcher(Source source, FrameMap map, FrameForm form, Duration longest) {
    this.source = source;
    this.map = map;
    this.form = form;
    this.longest = longest;
  }

  /**
   * Opens the frames of a video.
   *
   * @throws ReelstateException of the storage family if the map cannot be read
   */
  public static VideoFrames open(Source source) {
    try (LocalFile file = source.storage().local(source.map())) {
      return new FrameFetcher(source, FrameMap.read(file.path()), FrameForm.DECODED, LONGEST);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  @Override
  public FrameMap map() {
    return map;
  }

  @Override
  public VideoFrames in(FrameForm other) {
    return new FrameFetcher(source, map, Objects.requireNonNull(other, "form"), longest);
  }

  @Override
  public VideoFrames within(Duration other) {
    if (other.isNegative() || other.isZero()) {
      throw new IllegalArgumentException("A time limit is positive, not " + other + ".");
    }
    return new FrameFetcher(source, map, form, other);
  }

  @Override
  public Picture number(long number) throws InterruptedException {
    List<Picture> taken = new ArrayList<>();
    each(List.of(number), taken::add);
    return taken.get(0);
  }

  @Override
  public Picture at(Duration time) throws InterruptedException {
    return number(map.frameAt(time).map(frame -> frame.number()).orElse(0L));
  }

  @Override
  public void each(List<Long> numbers, Consumer<Picture> taker) throws InterruptedException {
    Objects.requireNonNull(taker, "taker");
    List<Long> sorted = numbers.stream().distinct().sorted().toList();
    sorted.forEach(this::requireFrame);
    source.requireOpen().run();
    int most = most();
    for (int from = 0; from < sorted.size(); from += most) {
      List<Long> some = sorted.subList(from, Math.min(sorted.size(), from + most));
      fetch(some, taker);
    }
  }

  private void requireFrame(long number) {
    if (number < 0 || number >= map.size()) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.INVALID_REQUEST,
          "There is no frame " + number + "; the video has " + map.size() + " frames."));
    }
  }

  /** How many pictures are asked for at once. */
  private int most() {
    long bytes = source
        .media()
        .video()
        .map(track -> (long) PIXEL * track.width() * track.height())
        .orElse(MOST_BYTES);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, MOST_BYTES / Math.max(1, bytes)));
  }

  private void fetch(List<Long> numbers, Consumer<Picture> taker) throws InterruptedException {
    TimeLimit limit = new TimeLimit(source.storage(), longest);
    try {
      Path folder = Files.createTempDirectory(source.storage().workFolder(), "fetch");
      try {
        Path file = inTurn(numbers, folder, limit);
        handOut(file, numbers, taker);
      } finally {
        FileTree.delete(folder);
      }
    } catch (StepException e) {
      throw new ReelstateException(e.failure(), e);
    } catch (TimeLimit.Over e) {
      throw new ReelstateException(limit.failure(), e);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  private Path inTurn(List<Long> numbers, Path folder, TimeLimit limit)
      throws StepException, IOException, InterruptedException {
    if (!source.turns().tryAcquire(limit.nanosLeft(), TimeUnit.NANOSECONDS)) {
      throw new TimeLimit.Over();
    }
    try (LocalFile original = source.storage().local(source.original());
        LocalFile mapFile = source.storage().local(source.map())) {
      Path file = source
          .workers()
          .fetch(original.path(), source.media(), mapFile.path(), numbers, form, folder, limit);
      limit.mayGoOn();
      return file;
    } finally {
      source.turns().release();
    }
  }

  /** The worker may have been taken over by the film, so only what was asked for is believed. */
  private void handOut(Path file, List<Long> numbers, Consumer<Picture> taker)
      throws StepException, IOException {
    try (SampledPictures pictures = SampledPictures.open(List.of(file))) {
      if (pictures.size() != numbers.size()) {
        throw new StepException(untrusted());
      }
      for (int i = 0; i < numbers.size(); i++) {
        Picture picture = pictures.read(i);
        if (!picture.frame().equals(map.frame(numbers.get(i)).ref())) {
          throw new StepException(untrusted());
        }
        taker.accept(picture);
      }
    }
  }

  private static Failure untrusted() {
    return Failure.retryable(
        FailureCode.WORKER_UNTRUSTED, "The worker left other frames than it was asked for.");
  }
}
