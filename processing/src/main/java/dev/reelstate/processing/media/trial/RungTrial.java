package dev.reelstate.processing.media.trial;

import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.QualityMeter;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** One rung, tried on scene after scene. Used by one thread at a time. */
final class RungTrial {

  /** Opens a fresh encoder, so that a scene begins as a segment does. */
  @FunctionalInterface
  interface Opener {
    Encoder open(Rung rung) throws LibavException;
  }

  private final Rung rung;
  private final Rung reference;
  private final Opener opener;
  private final MediaLimits limits;
  private final List<Quality> qualities = new ArrayList<>();
  private long keyBytes;
  private long keys;
  private long otherBytes;
  private long others;

  RungTrial(Rung rung, Rung reference, Opener opener, MediaLimits limits) {
    this.rung = rung;
    this.reference = reference;
    this.opener = opener;
    this.limits = limits;
  }

  /**
   * Encodes a scene, and compares what comes out with the originals.
   *
   * @param pictures in the rung's size
   * @param originals the same in the size of the reference; the caller keeps both
   */
  void encode(List<AVFrame> pictures, List<AVFrame> originals) throws LibavException, IOException {
    try (Encoder encoder = opener.open(rung);
        QualityMeter meter = new QualityMeter(encoder, limits, reference.size())) {
      for (int i = 0; i < pictures.size(); i++) {
        meter.original(originals.get(i));
        AVFrame picture = Frames.share(pictures.get(i));
        try {
          picture.pict_type(i == 0 ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
          encode(encoder, picture, meter);
        } finally {
          Frames.free(picture);
        }
      }
      encode(encoder, null, meter);
      meter.finish();
      qualities.add(meter.quality());
    }
  }

  private void encode(Encoder encoder, @Nullable AVFrame picture, QualityMeter meter)
      throws LibavException, IOException {
    encoder.encode(picture, packet -> {
      count(packet);
      meter.write(packet);
    });
  }

  private void count(AVPacket packet) {
    if ((packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0) {
      keys++;
      keyBytes += packet.size();
    } else {
      others++;
      otherBytes += packet.size();
    }
  }

  /**
   * What was found.
   *
   * @param group the number of pictures from one key frame to the next, at least 1
   * @param frameRate pictures per second
   */
  TrialPoint point(double group, double frameRate) {
    double key = (double) keyBytes / keys;
    double other = others == 0 ? key : (double) otherBytes / others;
    double bytes = key + other * (group - 1);
    return new TrialPoint(
        Math.max(1, bytes * 8 * frameRate / group), Quality.together(qualities).xpsnr());
  }
}
