package dev.reelstate.examples.benchmarks.quality;

import com.sun.management.OperatingSystemMXBean;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.EncoderSettings;
import dev.reelstate.processing.media.picture.VideoEncoders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Encodes a film within this process, on one thread unless the encoder has its own. */
final class Trial {

  static final long KEY_INTERVAL = TimeBase.MEDIA.ticks(4.0);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Reference reference;
  private final List<AVPacket> packets = new ArrayList<>();
  private long nextKey;

  private Trial(Reference reference) {
    this.reference = reference;
  }

  /** Encodes the film, then measures the result. The encoded film is held in memory. */
  static Point run(Reference reference, EncoderSettings settings)
      throws LibavException, IOException {
    return new Trial(reference).run(settings);
  }

  private Point run(EncoderSettings settings) throws LibavException, IOException {
    long before = SYSTEM.getProcessCpuTime();
    try (Encoder encoder = VideoEncoders.present(true)
        .open(settings, reference.size(), reference.frameRate(), reference.colors())) {
      encode(encoder);
      double cpu = (SYSTEM.getProcessCpuTime() - before) / 1e9;
      double xpsnr = Meter.xpsnr(reference, encoder, packets);
      return new Point(Meter.bitRate(reference, packets), xpsnr, cpu);
    } finally {
      packets.forEach(Packets::free);
    }
  }

  private void encode(Encoder encoder) throws LibavException, IOException {
    try (Reference.Reading reading = reference.open()) {
      while (reading.next(picture -> encode(encoder, picture))) {
        // the taker has done the work
      }
    }
    encoder.encode(null, this::keep);
  }

  private void encode(Encoder encoder, AVFrame picture) throws LibavException, IOException {
    if (picture.pts() >= nextKey) {
      picture.pict_type(avutil.AV_PICTURE_TYPE_I);
      nextKey = (picture.pts() / KEY_INTERVAL + 1) * KEY_INTERVAL;
    }
    encoder.encode(picture, this::keep);
  }

  private void keep(AVPacket packet) throws LibavException {
    packets.add(LibavException.present(avcodec.av_packet_clone(packet), "share a packet"));
  }
}
