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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Encodes the pictures of one rung. Each is shown until the next one, the last until the end. */
final class EncodeLane implements Lanes.Work {

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
    AVFrame held = null;
    try {
      for (AVFrame next = pictures.take(); next != null; next = pictures.take()) {
        if (held != null) {
          encode(held, next.pts());
          Frames.free(held);
        }
        held = next;
      }
      if (held != null) {
        encode(held, Math.max(end, held.pts() + 1));
      }
    } finally {
      if (held != null) {
        Frames.free(held);
      }
    }
    flush(null);
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
