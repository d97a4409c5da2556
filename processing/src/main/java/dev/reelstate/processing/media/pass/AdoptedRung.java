package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.RenditionFacts.Rates;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.FileSequence;
import dev.reelstate.processing.media.packaging.PromisedRates;
import dev.reelstate.processing.media.probe.MediaScan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/**
 * The packets of the largest rung as an earlier run of the video encoded them, for an MP4 file that
 * is made anew. They are not decoded. Used by one thread.
 */
final class AdoptedRung implements PacketSource, Lanes.Work, AutoCloseable {

  /** The maximum lead over the sound, in media ticks, since the file interleaves them. */
  private static final long AHEAD_OF_SOUND = 10L * TimeBase.MEDIA.den();

  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final PassRun run;
  private final Rung rung;
  private final Demuxer demuxer;
  private final AVStream stream;
  private final @Nullable Rates rates;
  private List<PacketSink> sinks = List.of();

  /** Opens the files of the rung that the plan adopts. */
  AdoptedRung(PassRun run, Rung rung) throws MediaException {
    this.run = run;
    this.rung = rung;
    PassPlan plan = run.plan();
    try {
      rates = rates(plan);
      demuxer = Demuxer.open(new FileSequence(plan.adoption().pictures()), "mp4", plan.limits());
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
    Optional<AVStream> pictures =
        demuxer.streams().stream().filter(MediaScan::video).findFirst();
    if (pictures.isEmpty()) {
      demuxer.close();
      throw MediaFailures.invalidOutput("the adopted rung " + rung.name(), "has no pictures");
    }
    stream = pictures.get();
    demuxer.keepOnly(stream.index());
  }

  /** Only what has been demuxed lacks them. */
  private @Nullable Rates rates(PassPlan plan) throws IOException {
    RenditionFacts facts = plan.adoption().renditions().get(rung.name());
    return facts == null
        ? PromisedRates.of(plan.adoption().pictures().get(0)).orElse(null)
        : facts.rates();
  }

  @Override
  public TimeBase timeBase() {
    return TimeBase.of(stream.time_base());
  }

  @Override
  public void describe(AVCodecParameters target) throws LibavException {
    LibavException.check(
        avcodec.avcodec_parameters_copy(target, stream.codecpar()), "describe a stream");
    target.codec_tag(0);
    if (rates != null) {
      PromisedRates.add(rates, target);
    }
  }

  /** Starts the lane that writes the packets. */
  void start(PassFiles files) {
    sinks = files.adopted();
    run.lanes().start("adopt-" + rung.name(), this);
  }

  @Override
  public void run() throws MediaException, LibavException, IOException {
    boolean besideSound = run.plan().audio().isPresent();
    AVPacket packet = Packets.make();
    try {
      while (demuxer.read(packet)) {
        if (packet.stream_index() != stream.index()) {
          continue;
        }
        if (besideSound) {
          await(timeBase().toMedia(packet.pts()));
        }
        for (PacketSink sink : sinks) {
          sink.write(packet);
        }
      }
    } finally {
      Packets.free(packet);
    }
    for (PacketSink sink : sinks) {
      sink.finish();
    }
  }

  /** Waits for the sound, so that the file need not hold many pictures in memory. */
  private void await(long time) {
    while (time >= run.soundReached().get() + AHEAD_OF_SOUND
        && !run.sourceDone().get()) {
      if (run.lanes().cancelled()) {
        throw new CancellationException();
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  @Override
  public void close() {
    demuxer.close();
  }
}
