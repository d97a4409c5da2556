package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.CopyRefused;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.EncoderFailed;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PartMissed;
import dev.reelstate.processing.media.PartsUnfit;
import dev.reelstate.processing.media.PassListener;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avutil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders a source: one demux and decode feeds every output. Thread-safe; each call is independent
 * and uses its own threads, all of which have ended when it returns.
 *
 * <p>Written below the output folder, as requested: {@code poster.jpg}, {@code storyboard.jpg} with
 * {@code storyboard.vtt}, {@code video.mp4} ({@code audio.m4a} for sound alone),
 * {@code hls/master.m3u8}, {@code hls/<rung>/index.m3u8} and {@code hls/<sound>/index.m3u8}, each
 * next to its {@code init.mp4} and segments.
 *
 * <p>Implementation notes.
 *
 * <p>Time: after the decoder, all times are media ticks (1/90000 s) from the media's start.
 * Pictures keep their timestamps from the source, whatever the frame rate; the first one is shown
 * from the start and the last one until the end, and one that stays for longer than a segment is
 * shown again. Sound is padded or cut to the end. Every output therefore lasts as long as
 * {@link MediaInfo#duration()} says, to within one audio frame.
 *
 * <p>Threads: one reads and decodes, one filters, one per rung encodes and packages, one per sound
 * rendition does so too, and one makes the stills. They are connected by short queues of references
 * to native frames, so memory use does not grow with the length of the film. Packaging costs a
 * small fraction of encoding, so it has no threads of its own; two encoders write to the MP4 file,
 * so it has a lock.
 *
 * <p>Copying: the reading thread writes the packets of a copied stream straight into their
 * containers, and looks into them. If nothing else decodes their pictures, it decodes them as far
 * as that costs little. The encoded rungs begin their segments where the copied one does. If the
 * packets turn out not to allow copying, the pass restarts and encodes.
 *
 * <p>Sound: each track is decoded once and has a thread of its own. Sound never fails a film: what
 * cannot be converted is silent, and a rendition that cannot be made at all is left out with a
 * warning, for which the pass restarts.
 *
 * <p>Failure: the first failure stops all lanes, which free their memory; interrupting the caller
 * does the same.
 */
public final class MediaPass {

  private static final Logger LOG = LoggerFactory.getLogger(MediaPass.class);
  private static final long TICK_MILLIS = 200;

  private MediaPass() {}

  /**
   * Makes the requested outputs and checks them.
   *
   * @param limits what the source may demand and the outputs may take
   * @param listener receives the position of the pass
   * @return the result; each output has been checked by opening it again
   * @throws MediaException with {@link FailureCode#NOTHING_DECODED}, {@link FailureCode#DAMAGED},
   *     {@link FailureCode#LIMIT_EXCEEDED}, {@link FailureCode#STORAGE_FULL},
   *     {@link FailureCode#STORAGE_UNAVAILABLE}, {@link FailureCode#OUTPUT_INVALID},
   *     {@link FailureCode#NATIVES_MISSING}, {@link FailureCode#ENCODER_MISSING} or
   *     {@link FailureCode#INTERNAL}
   * @throws InterruptedException if the calling thread is interrupted; everything is freed by then
   */
  public static RenderResult render(PassRequest request, MediaLimits limits, PassListener listener)
      throws MediaException, InterruptedException {
    return render(new PassPlan(request, limits), encoders(request.spec()), listener);
  }

  private static VideoEncoders encoders(RenderSpec spec) throws MediaException {
    MediaNatives.require();
    return VideoEncoders.present(!Boolean.FALSE.equals(spec.hardware()));
  }

  /**
   * Carries out a plan, with another attempt after each failure that allows one.
   *
   * @param encoders the encoders that may be used
   */
  static RenderResult render(PassPlan plan, VideoEncoders encoders, PassListener listener)
      throws MediaException, InterruptedException {
    MediaNatives.require();
    avutil.av_max_alloc(plan.limits().maxAllocation());
    Attempt attempt = new Attempt(plan, encoders, List.of());
    while (true) {
      try {
        return once(attempt, listener);
      } catch (MediaException e) {
        attempt = attempt.after(e);
        LOG.info("Restarting the pass: {}", e.getMessage());
      }
      empty(plan.folder());
    }
  }

  /**
   * One attempt to carry out a plan.
   *
   * @param notes what went wrong in earlier attempts, one sentence each
   */
  private record Attempt(PassPlan plan, VideoEncoders encoders, List<String> notes) {

    /** The next attempt after a failure; throws the failure if there is none. */
    Attempt after(MediaException e) throws MediaException {
      if (e instanceof EncoderFailed failed) {
        return new Attempt(plan, encoders.without(failed.encoder()), noted(failed));
      }
      if (e instanceof PartsUnfit unfit) {
        return new Attempt(plan.withoutParts(), encoders, noted(unfit));
      }
      if (e instanceof SoundRefused refused) {
        return new Attempt(plan.after(refused), encoders, refused.wider() ? notes : noted(e));
      }
      if (e instanceof PartMissed && !plan.fromTheBeginning()) {
        return new Attempt(plan.reachedFromTheBeginning(), encoders, notes);
      }
      return new Attempt(plan.withCopying(copyingAfter(e, plan)), encoders, notes);
    }

    private List<String> noted(MediaException e) {
      return Stream.concat(notes.stream(), Stream.of(e.failure().message())).toList();
    }
  }

  /**
   * The copying that is still possible after a failure; throws the failure if copying is not to
   * blame.
   */
  private static Copying copyingAfter(MediaException e, PassPlan plan) throws MediaException {
    if (e instanceof CopyRefused refused) {
      return plan.spec().copying().without(refused);
    }
    boolean spoilt = e.failure().code().equals(FailureCode.OUTPUT_INVALID);
    if (!spoilt || !(plan.copiesVideo() || plan.copiesAudio())) {
      throw e;
    }
    return plan.spec().copying().withoutAny();
  }

  private static RenderResult once(Attempt attempt, PassListener listener)
      throws MediaException, InterruptedException {
    PassPlan plan = attempt.plan();
    if (plan.video().isEmpty() && plan.sounds().isEmpty()) {
      throw MediaFailures.nothingDecoded();
    }
    try {
      Map<String, Double> gains = gains(plan, listener);
      try (Assembly assembly = new Assembly(plan, attempt.encoders(), attempt.notes())) {
        assembly.start(gains);
        PassRun run = assembly.run();
        run.lanes().await(new Ticker(run.position(), listener), TICK_MILLIS);
        return assembly.finish();
      }
    } catch (LibavException e) {
      throw MediaFailures.internal(e);
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  /** The gain for each sound, in dB. If it must be adjusted, the sound is measured first. */
  private static Map<String, Double> gains(PassPlan plan, PassListener listener)
      throws MediaException, LibavException, InterruptedException {
    RenderSpec.AudioSpec audio = plan.spec().audio();
    Double loudness = audio == null ? null : audio.loudness();
    if (loudness == null || plan.heard().isEmpty()) {
      return Map.of();
    }
    Map<String, Double> gains = new HashMap<>();
    SoundPass.measure(plan, listener)
        .forEach((name, measured) -> gains.put(name, measured.gainTo(loudness)));
    return gains;
  }

  private static void empty(Path folder) throws MediaException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  /** Reports positions, at most one every 200 ms and never backwards. */
  private static final class Ticker implements Runnable {
    private final AtomicLong position;
    private final PassListener listener;
    private long lastCall = System.nanoTime();
    private long lastPosition;

    Ticker(AtomicLong position, PassListener listener) {
      this.position = position;
      this.listener = listener;
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      long reached = position.get();
      if (now - lastCall >= Duration.ofMillis(TICK_MILLIS).toNanos() && reached > lastPosition) {
        lastCall = now;
        lastPosition = reached;
        listener.onPosition(TimeBase.MEDIA.duration(reached));
      }
    }
  }
}
