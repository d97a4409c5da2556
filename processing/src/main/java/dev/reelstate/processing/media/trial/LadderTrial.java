package dev.reelstate.processing.media.trial;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PassListener;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.ColorTags;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.FrameRateCap;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes a few scenes of a film in several sizes and qualities, and measures what each costs and
 * shows. A scene begins with a key frame of the film, so nothing is decoded in vain. One scene at a
 * time is in memory.
 */
public final class LadderTrial {

  private static final Logger LOG = LoggerFactory.getLogger(LadderTrial.class);
  private static final TrialResult NOTHING = new TrialResult(List.of(), 0, 0);
  private static final double USUAL_RATE = 25;

  private final TrialRequest request;
  private final MediaLimits limits;
  private final VideoTrack track;
  private final VideoEncoders encoders;
  private final SizeTree sizes;
  private final double frameRate;
  private final List<RungTrial> trials = new ArrayList<>();
  private int seen;

  private LadderTrial(TrialRequest request, MediaLimits limits) {
    this.request = request;
    this.limits = limits;
    this.track = request.media().video().orElseThrow();
    this.encoders = VideoEncoders.present(request.hardware());
    this.frameRate = FrameRateCap.rate(track, request.pictures().maxFrameRate());
    this.sizes = SizeTree.of(track, sizes(false)).keeping(track.range(), sizes(true));
    for (Rung rung : request.rungs()) {
      trials.add(new RungTrial(rung, largest(rung), this::open, limits));
    }
  }

  /** The largest rung of the same range. */
  private Rung largest(Rung of) {
    return request.rungs().stream()
        .filter(rung -> rung.hdr() == of.hdr())
        .max(Comparator.comparingLong(rung -> (long) rung.width() * rung.height()))
        .orElse(of);
  }

  private List<PictureSize> sizes(boolean hdr) {
    return request.rungs().stream()
        .filter(rung -> rung.hdr() == hdr)
        .map(Rung::size)
        .distinct()
        .toList();
  }

  /**
   * Tries the rungs.
   *
   * @param limits what the source may demand
   * @param listener receives the place of each scene that was tried
   * @return the result; without points if no scene could be reached, decoded and encoded, about
   *     which the pass itself knows more, or if an encoder cannot keep a quality
   * @throws MediaException if the film cannot be read, or with
   *     {@link dev.reelstate.task.FailureCode#ENCODER_MISSING}
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static TrialResult run(TrialRequest request, MediaLimits limits, PassListener listener)
      throws MediaException, InterruptedException {
    MediaNatives.require();
    long before = cpuMillis();
    LadderTrial trial = new LadderTrial(request, limits);
    if (!trial.keepsQualities()) {
      return NOTHING;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (int i = 0; i < request.scenes(); i++) {
        long end = TimeBase.MEDIA.ticks(request.media().duration());
        long time = end * (2L * i + 1) / (2L * request.scenes());
        trial.scene(time, threads);
        listener.onPosition(TimeBase.MEDIA.duration(time));
      }
    } catch (LibavException e) {
      LOG.info("The ladder stays as it is, since a trial failed: {}", e.detail());
      return NOTHING;
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    } finally {
      threads.shutdown();
    }
    return trial.result(cpuMillis() - before);
  }

  private boolean keepsQualities() throws MediaException {
    for (Rung rung : request.rungs()) {
      if (encoders.settings(rung, frameRate).isEmpty()) {
        throw MediaFailures.noEncoder(rung);
      }
    }
    return request.rungs().stream().allMatch(encoders::keepsQuality);
  }

  private static long cpuMillis() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1_000_000
        : 0;
  }

  private TrialResult result(long cpuMillis) {
    double group = Math.max(1, rate() * request.group().toMillis() / 1000);
    List<TrialPoint> points = seen == 0
        ? List.of()
        : trials.stream().map(trial -> trial.point(group, rate())).toList();
    return new TrialResult(points, seen, cpuMillis);
  }

  private double rate() {
    return frameRate > 0 ? frameRate : USUAL_RATE;
  }

  private Encoder open(Rung rung) throws LibavException {
    ColorTags colors = ColorTags.output(PictureFormat.of(track), requireNonNull(rung.range()));
    return encoders.open(rung, frameRate, colors, failed -> {});
  }

  /** Tries all rungs on the pictures from the key frame at or before a time. */
  private void scene(long time, ExecutorService threads)
      throws MediaException, LibavException, IOException, InterruptedException {
    List<@Nullable AVFrame[]> pictures = new ArrayList<>();
    try {
      decode(time, pictures);
      if (pictures.isEmpty()) {
        return;
      }
      seen += pictures.size();
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < trials.size(); i++) {
        RungTrial trial = trials.get(i);
        Rung rung = request.rungs().get(i);
        List<AVFrame> own = of(rung, pictures);
        List<AVFrame> originals = of(largest(rung), pictures);
        running.add(threads.submit(() -> {
          trial.encode(own, originals);
          return null;
        }));
      }
      await(running);
    } finally {
      pictures.forEach(Frames::freeAll);
    }
  }

  private List<AVFrame> of(Rung rung, List<@Nullable AVFrame[]> pictures) {
    int position = sizes.position(rung.size(), requireNonNull(rung.range()));
    return pictures.stream().map(all -> requireNonNull(all[position])).toList();
  }

  /** Waits for all, since they use the pictures; then throws the first failure. */
  private static void await(List<Future<Void>> running)
      throws LibavException, IOException, InterruptedException {
    Throwable failure = null;
    boolean interrupted = false;
    for (Future<Void> one : running) {
      boolean done = false;
      while (!done) {
        try {
          one.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          failure = failure == null ? e.getCause() : failure;
          done = true;
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    if (failure instanceof LibavException libav) {
      throw libav;
    }
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure != null) {
      throw new IllegalStateException("A trial failed.", failure);
    }
  }

  private void decode(long time, List<@Nullable AVFrame[]> pictures)
      throws MediaException, LibavException, IOException {
    AVPacket packet = Packets.make();
    AVFrame frame = Frames.make();
    long start = TimeBase.MEDIA.ticks(request.media().start());
    try (Demuxer demuxer = Demuxer.open(request.source(), request.container(), limits);
        Decoder decoder = Decoder.open(demuxer.streams().get(track.index()), limits);
        AdaptiveGraph graph = graph(demuxer)) {
      if (request.media().clockRepaired()) {
        demuxer.repairClock();
      }
      demuxer.keepOnly(track.index());
      demuxer.seek(track.index(), TimeBase.MEDIA.to(decoder.timeBase(), time + start));
      boolean more = true;
      while (more && pictures.size() < request.length()) {
        more = demuxer.read(packet);
        decoder.send(more ? packet : null);
        avcodec.av_packet_unref(packet);
        while (pictures.size() < request.length() && decoder.receive(frame)) {
          frame.pts(Math.round(pictures.size() * TimeBase.MEDIA.den() / rate()));
          graph.filter(frame, pictures::add);
        }
      }
    } finally {
      Frames.free(frame);
      Packets.free(packet);
    }
  }

  private AdaptiveGraph graph(Demuxer demuxer) {
    double aspect = PictureFormat.aspect(demuxer.streams().get(track.index()).codecpar());
    DisplayTurn turn = new DisplayTurn(track.rotation(), track.mirrored());
    return new AdaptiveGraph(sizes, turn, false, request.pictures().background(), aspect);
  }
}
