package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.picture.QualityMeter;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Compares encoded pictures with those that were encoded. */
final class Meter {

  private Meter() {}

  /**
   * The quality of an encoding, whose packets have the times of the pictures in media ticks.
   *
   * @throws IOException if it lacks pictures
   */
  static double xpsnr(Reference reference, PacketSource source, List<AVPacket> packets)
      throws LibavException, IOException {
    try (QualityMeter meter = new QualityMeter(source, MediaLimits.standard());
        Reference.Reading reading = reference.open()) {
      for (AVPacket packet : packets) {
        reading.next(meter::original);
        meter.write(packet);
      }
      meter.finish();
      Quality quality = meter.quality();
      if (quality.pictures() != reference.times().size()) {
        throw new IOException("Of " + reference.times().size() + " pictures, " + quality.pictures()
            + " were encoded.");
      }
      return quality.xpsnr();
    }
  }

  static double bitRate(Reference reference, List<AVPacket> packets) {
    return packets.stream().mapToLong(AVPacket::size).sum() * 8 / reference.seconds();
  }
}
