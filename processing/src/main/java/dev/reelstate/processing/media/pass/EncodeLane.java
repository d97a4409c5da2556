package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.EncoderFailed;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.EncodingException;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.picture.QualityMeter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the pictures of one rung. Each is shown until the next one, the last until the end.
 *
 * <p>Encoders may store pictures out of order. MP4 states how long the picture takes that is stored
 * last, and of the others only when they are shown. The picture that is shown last is therefore
 * also stored last: no picture that refers to it comes before it.
 */
final class EncodeLane implements Lanes.Work {

  /** The last picture, and the one before it, which must not wait for the last one either. */
  private static final int LAST = 2;

  private final BoundedQueue<AVFrame> pictures;
  private final Encoder encoder;
  private List<? extends PacketSink> sinks = List.of();
  private final long end;
  private final AtomicLong position;
  private final boolean replaceable;
  private final Map<Long, Long> durations = new HashMap<>();
  private @Nullable QualityMeter meter;
  private long encoded;

  /**
   * Creates a lane.
   *
   * @param replaceable whether another encoder can replace this one
   * @param position receives the position of this lane
   */
  EncodeLane(
      BoundedQueue<AVFrame> pictures,
      Encoder encoder,
      boolean replaceable,
      long end,
      AtomicLong position) {
    this.pictures = pictures;
    this.encoder = encoder;
    this.replaceable = replaceable;
    this.end = end;
    this.position = position;
  }

  /** Sets the sinks for the packets. Call before {@link #run}. */
  void sendTo(List<? extends PacketSink> targets) {
    sinks = targets;
  }

  /** Measures the quality of the encoded pictures. Call before {@link #run}. */
  void measure(QualityMeter quality) {
    meter = quality;
  }

  @Override
  public void run() throws MediaException, LibavException, IOException {
    try {
      encodeAll();
    } catch (EncodingException e) {
      if (replaceable) {
        throw new EncoderFailed(encoder.name(), e.detail(), e);
      }
      throw e;
    }
    for (PacketSink sink : sinks) {
      sink.finish();
    }
    if (meter != null) {
      meter.finish();
    }
  }

  private void encodeAll() throws LibavException, IOException {
    Deque<AVFrame> held = new ArrayDeque<>();
    try {
      for (AVFrame next = pictures.take(); next != null; next = pictures.take()) {
        held.add(next);
        if (held.size() > LAST) {
          encodeFirst(held);
        }
      }
      if (encoder.context().has_b_frames() > 0) {
        held.forEach(EncodeLane::storeInOrder);
      }
      while (!held.isEmpty()) {
        encodeFirst(held);
      }
    } finally {
      held.forEach(Frames::free);
    }
    flush(null);
  }

  private static void storeInOrder(AVFrame picture) {
    if (picture.pict_type() != avutil.AV_PICTURE_TYPE_I) {
      picture.pict_type(avutil.AV_PICTURE_TYPE_P);
    }
  }

  private void encodeFirst(Deque<AVFrame> held) throws LibavException, IOException {
    AVFrame picture = held.remove();
    try {
      AVFrame next = held.peek();
      encode(picture, next == null ? Math.max(end, picture.pts() + 1) : next.pts());
    } finally {
      Frames.free(picture);
    }
  }

  private void encode(AVFrame picture, long until) throws LibavException, IOException {
    picture.duration(until - picture.pts());
    durations.put(picture.pts(), picture.duration());
    if (meter != null) {
      meter.original(picture);
    }
    flush(picture);
    encoded++;
    position.set(picture.pts());
  }

  /** How many pictures were encoded. */
  long encoded() {
    return encoded;
  }

  private void flush(@Nullable AVFrame picture) throws LibavException, IOException {
    encoder.encode(picture, packet -> {
      // Not every encoder passes on the duration of a picture.
      Long duration = durations.remove(packet.pts());
      if (duration != null) {
        packet.duration(duration);
      }
      for (PacketSink sink : sinks) {
        sink.write(packet);
      }
      if (meter != null) {
        meter.write(packet);
      }
    });
  }
}
