package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.CopyCheck;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.CopyRefused;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.NativeMemory;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import dev.reelstate.processing.media.probe.AvcStream;
import dev.reelstate.processing.media.probe.CopyTrial;
import dev.reelstate.processing.media.probe.MediaScan;
import dev.reelstate.processing.media.probe.StreamObstacles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * A stream of the source whose packets are copied into outputs, with timestamps relative to the
 * media's start. Refuses packets that players could not handle. Used by one thread.
 *
 * <p>One packet is held back, because the last one is extended to the media's end.
 */
final class CopiedStream implements PacketSource, AutoCloseable {

  /** The maximum jump in the sound's timestamps, in media ticks, before copying is abandoned. */
  private static final long LARGEST_GAP = TimeBase.MEDIA.den() / 25;

  /** Sound decoders need a frame or two to warm up. */
  private static final long LONGEST_WARM_UP = TimeBase.MEDIA.den() / 10;

  private final AVStream stream;
  private final boolean video;
  private final TimeBase timeBase;
  private final AVCodecParameters parameters;
  private final PassPlan plan;
  private final List<PacketSink> sinks = new ArrayList<>();
  private final AtomicLong position;
  private final SegmentCuts rule;
  private final SegmentCuts.Followed packetCuts = new SegmentCuts.Followed();
  private final SegmentCuts.Followed pictureCuts = new SegmentCuts.Followed();
  private final AVPacket held;
  private final Optional<AvcStream> pictures;
  private boolean holding;
  private boolean cutOff;
  private long lastDts = Long.MIN_VALUE;
  private long end;
  private long shown;
  private long packets;
  private long decoded;
  private @Nullable CopyTrial trial;

  /**
   * Creates a copied stream.
   *
   * @param position receives the position of this stream
   */
  CopiedStream(AVStream stream, PassPlan plan, AtomicLong position) throws LibavException {
    this.stream = stream;
    this.plan = plan;
    this.rule = SegmentCuts.every(plan.segment());
    this.position = position;
    this.video = MediaScan.video(stream);
    this.timeBase = TimeBase.of(stream.time_base());
    this.parameters =
        NativeMemory.allocated(avcodec.avcodec_parameters_alloc(), "a stream's description");
    this.held = Packets.make();
    try {
      LibavException.check(
          avcodec.avcodec_parameters_copy(parameters, stream.codecpar()),
          "describe a copied stream");
    } catch (LibavException e) {
      close();
      throw e;
    }
    parameters.codec_tag(0);
    this.pictures = StreamObstacles.pictures(parameters);
  }

  int index() {
    return stream.index();
  }

  /** Adds a sink for the packets. Call before the first packet. */
  void addSink(PacketSink sink) {
    sinks.add(sink);
  }

  /**
   * Where segments begin, as times of packets in the outputs; known before the packet is decoded.
   */
  SegmentCuts.Followed packetCuts() {
    return packetCuts;
  }

  /** Where segments begin, as times of decoded pictures. */
  SegmentCuts.Followed pictureCuts() {
    return pictureCuts;
  }

  @Override
  public TimeBase timeBase() {
    return timeBase;
  }

  @Override
  public void describe(AVCodecParameters target) throws LibavException {
    LibavException.check(avcodec.avcodec_parameters_copy(target, parameters), "describe a stream");
  }

  /** Decodes pictures on their way, since nothing else does. Call before the first packet. */
  void tryOut(CopyTrial decoding) {
    trial = decoding;
  }

  /** Reports that the pass has decoded pictures of this stream, all without a fault. */
  void wasDecoded(long count) {
    decoded = count;
  }

  /** How far the pictures were checked. Call after {@link #finish}. */
  CopyCheck check() {
    return new CopyCheck(decoded, packets);
  }

  /** Sends the previous packet on and holds this one; the caller keeps ownership. */
  void accept(AVPacket packet) throws MediaException, LibavException, IOException {
    if (isCutOff(packet)) {
      refuseIf(video && !holding, CopyObstacle.EDIT_LIST);
      cutOff = true;
      return;
    }
    // Hidden packets may be dropped at the end, but not where a later packet may need them.
    refuseIf(video && cutOff, CopyObstacle.EDIT_LIST);
    requireUsable(packet);
    packets++;
    if (trial != null) {
      trial.look(packet);
      refuseIf(trial.damaged(), CopyObstacle.DAMAGED);
    }
    send();
    LibavException.check(avcodec.av_packet_ref(held, packet), "share a packet");
    long shift = TimeBase.MEDIA.to(timeBase, plan.start());
    held.pts(packet.pts() - shift);
    held.dts(packet.dts() - shift);
    held.flags(held.flags() & ~avcodec.AV_PKT_FLAG_DISCARD);
    holding = true;
    long time = Math.max(0, timeBase.toMedia(held.pts()));
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    if (key && rule.at(time)) {
      packetCuts.add(time);
      pictureCuts.add(timeBase.toMedia(packet.pts()) - plan.start());
    }
    end = Math.max(end, time + timeBase.toMedia(Math.max(0, held.duration())));
    position.set(Math.max(position.get(), time));
  }

  /**
   * Whether a packet lies outside the presented range. Sound right before the start of the range is
   * kept to warm up the decoder.
   */
  private boolean isCutOff(AVPacket packet) {
    boolean discarded = (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0;
    long time = timeBase.toMedia(packet.pts()) - plan.start();
    return discarded && (video || time >= 0 || time < -LONGEST_WARM_UP);
  }

  private void requireUsable(AVPacket packet) throws MediaException {
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    refuseIf(video && !holding && !key, CopyObstacle.START);
    refuseIf(
        packet.pts() == avutil.AV_NOPTS_VALUE || packet.dts() == avutil.AV_NOPTS_VALUE,
        CopyObstacle.TIMES);
    refuseIf(packet.dts() <= lastDts, CopyObstacle.TIMES);
    lastDts = packet.dts();
    long time = timeBase.toMedia(packet.pts()) - plan.start();
    refuseIf(!video && holding && Math.abs(time - end) > LARGEST_GAP, CopyObstacle.TIMES);
    refuseIf(video && time - shown > plan.longestShown(), CopyObstacle.GAPS);
    shown = Math.max(shown, time);
    Optional<CopyObstacle> found =
        StreamObstacles.of(packet).or(() -> pictures.flatMap(stream -> stream.obstacle(packet)));
    if (found.isPresent()) {
      throw new CopyRefused(video, found.get());
    }
  }

  private void refuseIf(boolean obstacle, CopyObstacle what) throws CopyRefused {
    if (obstacle) {
      throw new CopyRefused(video, what);
    }
  }

  /** Writes the held packet. What a container refuses has to be encoded. */
  private void send() throws CopyRefused, IOException {
    if (!holding) {
      return;
    }
    try {
      for (PacketSink sink : sinks) {
        sink.write(held);
      }
    } catch (LibavException e) {
      CopyRefused refused = new CopyRefused(video, CopyObstacle.TIMES);
      refused.initCause(e);
      throw refused;
    }
    avcodec.av_packet_unref(held);
  }

  /** Sends the last packet on, extended to the media's end, and finishes the sinks. */
  void finish() throws MediaException, LibavException, IOException {
    refuseIf(!holding, CopyObstacle.TIMES);
    if (trial != null) {
      trial.finish();
      refuseIf(trial.damaged() || trial.decoded() == 0, CopyObstacle.DAMAGED);
      decoded = trial.decoded();
    }
    refuseIf(video && plan.end() - shown > plan.longestShown(), CopyObstacle.GAPS);
    if (video && end < plan.end()) {
      // The picture of the last packet is not necessarily the last one to be shown.
      long time = timeBase.toMedia(held.pts());
      held.duration(Math.max(held.duration(), TimeBase.MEDIA.to(timeBase, plan.end() - time)));
    }
    send();
    for (PacketSink sink : sinks) {
      sink.finish();
    }
  }

  @Override
  public void close() {
    Packets.free(held);
    avcodec.avcodec_parameters_free(parameters);
  }
}
