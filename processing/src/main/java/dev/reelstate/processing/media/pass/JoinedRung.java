package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PartsUnfit;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.probe.StoredOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * Joins the parts of a rung: their packets go into the outputs one part after the other, without
 * being decoded. Used by one thread.
 *
 * <p>Where pictures are stored out of order, those of a part are decoded before its first one is
 * shown, while the part before still is. The times of decoding are therefore told anew for the
 * whole film: each packet's is the time at which the picture is shown that lies as many pictures
 * before it as the encoder has delayed them.
 */
final class JoinedRung implements PacketSource, Lanes.Work, AutoCloseable {

  private static final long LOOK_AGAIN_NANOS = 2_000_000;

  private final RenderSpec.Rung rung;
  private final PassPlan plan;
  private final AVCodecParameters parameters;
  private final TimeBase timeBase;
  private List<PacketSink> sinks = List.of();
  private LongPredicate mayWrite = time -> true;
  private BooleanSupplier cancelled = () -> false;
  private AtomicLong position = new AtomicLong();
  private final Deque<Long> decodeTimes = new ArrayDeque<>();
  private long lastDecoded = Long.MIN_VALUE;
  private long expected;

  /** Reads the parameters of the rung from its first part. */
  JoinedRung(RenderSpec.Rung rung, PassPlan plan) throws MediaException, LibavException {
    this.rung = rung;
    this.plan = plan;
    this.parameters =
        LibavException.present(avcodec.avcodec_parameters_alloc(), "describe a joined rung");
    try (Demuxer first = open(plan.joinedParts().get(0))) {
      LibavException.check(
          avcodec.avcodec_parameters_copy(parameters, first.streams().get(0).codecpar()),
          "describe a joined rung");
      this.timeBase = TimeBase.of(first.streams().get(0).time_base());
    } catch (MediaException | LibavException e) {
      close();
      throw e;
    }
    parameters.codec_tag(0);
  }

  private Demuxer open(JoinedPart part) throws MediaException {
    Path file = Objects.requireNonNull(part.files().get(rung.name()), "a part without the rung");
    return Demuxer.open(file, "mp4", plan.limits());
  }

  RenderSpec.Rung rung() {
    return rung;
  }

  @Override
  public TimeBase timeBase() {
    return timeBase;
  }

  @Override
  public void describe(AVCodecParameters target) throws LibavException {
    LibavException.check(avcodec.avcodec_parameters_copy(target, parameters), "describe a stream");
  }

  /**
   * Sets the sinks for the packets. Call before {@link #run}.
   *
   * @param mayWrite whether the outputs are ready for a packet of that time, in media ticks; polled
   *     until they are
   * @param told receives the position of this rung
   */
  void connect(
      List<PacketSink> targets, LongPredicate mayWrite, BooleanSupplier stopped, AtomicLong told) {
    this.sinks = targets;
    this.mayWrite = mayWrite;
    this.cancelled = stopped;
    this.position = told;
  }

  @Override
  public void run() throws MediaException, LibavException, IOException {
    AVPacket packet = Packets.make();
    try {
      for (JoinedPart part : plan.joinedParts()) {
        join(part, packet);
      }
    } finally {
      Packets.free(packet);
    }
    require(Math.abs(expected - plan.end()) <= 1, "do not reach the film's end");
    for (PacketSink sink : sinks) {
      sink.finish();
    }
  }

  private void join(JoinedPart part, AVPacket packet)
      throws MediaException, LibavException, IOException {
    StoredOrder order;
    try (Demuxer demuxer = open(part)) {
      require(isAlike(demuxer.streams().get(0).codecpar()), "were encoded differently");
      order = StoredOrder.read(demuxer);
    }
    if (order.count() == 0) {
      return;
    }
    long from = TimeBase.MEDIA.ticks(part.part().from());
    long shift = TimeBase.MEDIA.to(timeBase, from);
    long first = timeBase.toMedia(order.shown(0)) + from;
    require(Math.abs(first - expected) <= 1, "do not follow each other");
    expectDecoding(order, shift);
    try (Demuxer demuxer = open(part)) {
      while (demuxer.read(packet)) {
        long time = timeBase.toMedia(packet.pts()) + from;
        await(time);
        packet.duration(order.length(packet.pts()));
        packet.pts(packet.pts() + shift);
        packet.dts(decodeTimes.remove());
        require(
            packet.dts() > lastDecoded && packet.dts() <= packet.pts(),
            "store their pictures in different orders");
        lastDecoded = packet.dts();
        for (PacketSink sink : sinks) {
          sink.write(packet);
        }
        position.set(Math.max(position.get(), time));
      }
    }
    expected = timeBase.toMedia(order.end()) + from;
  }

  /** Tells when the packets of a part are decoded; those of the first one also before its start. */
  private void expectDecoding(StoredOrder order, long shift) {
    if (lastDecoded == Long.MIN_VALUE) {
      int delay = Math.min(order.delay(), order.count() - 1);
      for (int i = 0; i < delay; i++) {
        decodeTimes.add(shift + order.shown(0) - order.shown(delay) + order.shown(i));
      }
    }
    for (int i = 0; i < order.count(); i++) {
      decodeTimes.add(shift + order.shown(i));
    }
  }

  private boolean isAlike(AVCodecParameters other) {
    boolean sameSize = other.width() == parameters.width()
        && other.height() == parameters.height()
        && other.codec_id() == parameters.codec_id()
        && other.extradata_size() == parameters.extradata_size();
    if (!sameSize || other.extradata_size() == 0) {
      return sameSize;
    }
    return bytes(other).equals(bytes(parameters));
  }

  private static java.nio.ByteBuffer bytes(AVCodecParameters parameters) {
    BytePointer data = parameters.extradata();
    byte[] copy = new byte[parameters.extradata_size()];
    data.get(copy);
    return java.nio.ByteBuffer.wrap(copy);
  }

  private void require(boolean fine, String finding) throws PartsUnfit {
    if (!fine) {
      throw new PartsUnfit(rung.name(), finding);
    }
  }

  /**
   * Waits until the outputs are ready, so that none has to buffer packets while another stream
   * catches up.
   */
  private void await(long time) {
    while (true) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      if (mayWrite.test(time)) {
        return;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  @Override
  public void close() {
    avcodec.avcodec_parameters_free(parameters);
  }
}
