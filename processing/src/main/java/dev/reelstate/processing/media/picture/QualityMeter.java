package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.Quality;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.FrameNotes;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.MediaLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the output of an encoder while it encodes, and compares each picture with its original by
 * libav's meters. Holds no more pictures than the encoder and the decoder do. Used by one thread.
 */
public final class QualityMeter implements PacketSink, AutoCloseable {

  private static final String METERS =
      "[b]split=3[b0][b1][b2];[a][b0]psnr[p];[p][b1]ssim[s];[s][b2]xpsnr,buffersink@out0";

  private static final String XPSNR = "[a][b]xpsnr,buffersink@out0";

  private final Decoder decoder;
  private final FilterGraph meters;
  private final Deque<AVFrame> originals = new ArrayDeque<>();
  private long pictures;
  private double squares;
  private double similarity;
  private double weighted;

  /** Measures all that a {@link Quality} has, in the size of the encoded pictures. */
  public QualityMeter(PacketSource encoded, MediaLimits limits) throws LibavException {
    this(encoded, limits, null);
  }

  /**
   * Measures XPSNR alone, in the size of the originals, to which encoded pictures are enlarged.
   *
   * @param originals their size, or null for that of the encoded pictures and all measures
   */
  public QualityMeter(PacketSource encoded, MediaLimits limits, @Nullable PictureSize originals)
      throws LibavException {
    AVCodecParameters parameters =
        LibavException.present(avcodec.avcodec_parameters_alloc(), "describe a stream");
    try {
      encoded.describe(parameters);
      decoder = Decoder.open(parameters, encoded.timeBase(), limits);
      PictureSize size = new PictureSize(parameters.width(), parameters.height());
      meters = originals == null
          ? meters(size, size, parameters.format(), METERS)
          : meters(originals, size, parameters.format(), XPSNR);
    } finally {
      avcodec.avcodec_parameters_free(parameters);
    }
  }

  private FilterGraph meters(PictureSize wanted, PictureSize made, int format, String compare)
      throws LibavException {
    String enlarge = wanted.equals(made)
        ? ""
        : ",scale=w=" + wanted.width() + ":h=" + wanted.height() + ":flags=bicubic";
    try {
      return FilterGraph.video(
          "buffer@in=" + input(made, format) + enlarge + "[a];buffer@in1=" + input(wanted, format)
              + "[b];" + compare,
          1);
    } catch (LibavException e) {
      decoder.close();
      throw e;
    }
  }

  private static String input(PictureSize size, int format) {
    return "video_size=" + size.width() + "x" + size.height() + ":pix_fmt=" + format
        + ":pixel_aspect=1/1:time_base=" + TimeBase.MEDIA.num() + "/" + TimeBase.MEDIA.den();
  }

  /** Takes note of a picture that is about to be encoded; the caller keeps ownership. */
  public void original(AVFrame picture) throws LibavException {
    originals.add(Frames.share(picture));
  }

  @Override
  public void write(AVPacket packet) throws LibavException {
    decoder.send(packet);
    compare();
  }

  @Override
  public void finish() throws LibavException {
    decoder.send(null);
    compare();
    meters.push(0, null);
    meters.push(1, null);
    read();
  }

  /** Compares the decoded pictures with their originals; both arrive in presentation order. */
  private void compare() throws LibavException {
    AVFrame decoded = Frames.make();
    try {
      while (decoder.receive(decoded)) {
        AVFrame original = originals.poll();
        while (original != null && original.pts() < decoded.pts()) {
          Frames.free(original);
          original = originals.poll();
        }
        if (original != null) {
          compare(decoded, original);
        }
        avutil.av_frame_unref(decoded);
      }
    } finally {
      Frames.free(decoded);
    }
  }

  private void compare(AVFrame decoded, AVFrame original) throws LibavException {
    try {
      long time = original.pts();
      meters.push(0, plain(decoded, time));
      meters.push(1, plain(original, time));
    } finally {
      Frames.free(original);
    }
    read();
  }

  /** Removes the colour tags, which are not compared. */
  private static AVFrame plain(AVFrame frame, long time) {
    frame.color_range(avutil.AVCOL_RANGE_UNSPECIFIED);
    frame.colorspace(avutil.AVCOL_SPC_UNSPECIFIED);
    frame.pts(time);
    return frame;
  }

  private void read() throws LibavException {
    AVFrame measured = Frames.make();
    try {
      while (meters.pull(0, measured)) {
        pictures++;
        squares += Quality.error(10, note(measured, "lavfi.psnr.psnr_avg"));
        similarity += FrameNotes.number(measured, "lavfi.ssim.All", 1);
        weighted += Quality.error(20, note(measured, "lavfi.xpsnr.xpsnr.y"));
        avutil.av_frame_unref(measured);
      }
    } finally {
      Frames.free(measured);
    }
  }

  private static double note(AVFrame frame, String key) {
    return FrameNotes.number(frame, key, Quality.ALIKE);
  }

  /** The measured quality. */
  public Quality quality() {
    return Quality.ofErrors(pictures, squares, similarity, weighted);
  }

  @Override
  public void close() {
    originals.forEach(Frames::free);
    originals.clear();
    meters.close();
    decoder.close();
  }
}
