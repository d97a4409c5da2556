package dev.reelstate.processing.media.libav;

import dev.reelstate.processing.recipe.MediaLimits;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one stream. Packets that cannot be decoded are skipped and counted: a film with a scratch
 * is still a film.
 *
 * <p>Used by one thread, though libav decodes on threads of its own.
 */
public final class Decoder implements AutoCloseable {

  /** Above this size only few decoding threads are used, since each holds its own pictures. */
  private static final long LARGE_PICTURE = 4096L * 2304;

  /**
   * Above this size AV1 is decoded by one thread: with several, libaom keeps the coefficients of a
   * whole picture, some 50 bytes for each pixel.
   */
  private static final long LARGE_AV1 = 1920L * 1088;

  /** More errors in a row are impossible, since decoding threads report one error per packet. */
  private static final int MOST_ERRORS_IN_A_ROW = 64;

  /** Codecs whose transparency is a second stream. */
  private static final Set<Integer> TRANSPARENT =
      Set.of(avcodec.AV_CODEC_ID_VP8, avcodec.AV_CODEC_ID_VP9);

  private final AVCodecContext context;
  private final TimeBase timeBase;
  private long frames;
  private long pixels;
  private long errors;
  private long concealed;
  private Cropping cropping = Cropping.NONE;
  private @Nullable AlphaChannel alpha;

  private Decoder(AVCodecContext context, TimeBase timeBase) {
    this.context = context;
    this.timeBase = timeBase;
  }

  /** Opens the allowed decoder for a stream. */
  public static Decoder open(AVStream stream, MediaLimits limits) throws LibavException {
    return open(stream, limits, false);
  }

  /**
   * Opens the allowed decoder for a stream.
   *
   * @param strict whether the slightest fault in the stream is an error, as it must be when
   *     checking our own outputs
   */
  public static Decoder open(AVStream stream, MediaLimits limits, boolean strict)
      throws LibavException {
    AVCodecParameters parameters = stream.codecpar();
    TimeBase timeBase = TimeBase.of(stream.time_base());
    Decoder decoder = open(parameters, timeBase, limits, strict);
    decoder.cropping = Cropping.of(parameters);
    if (TRANSPARENT.contains(parameters.codec_id())) {
      decoder.alpha = new AlphaChannel(() -> open(parameters, timeBase, limits, strict));
    }
    return decoder;
  }

  /** Opens the decoder for the output of one of our encoders. */
  public static Decoder open(AVCodecParameters parameters, TimeBase timeBase, MediaLimits limits)
      throws LibavException {
    return open(parameters, timeBase, limits, false);
  }

  private static Decoder open(
      AVCodecParameters parameters, TimeBase timeBase, MediaLimits limits, boolean strict)
      throws LibavException {
    AVCodec codec = Decoders.find(parameters.codec_id())
        .orElseThrow(
            () -> new LibavException(avutil.AVERROR_DECODER_NOT_FOUND(), "find a decoder"));
    AVCodecContext context =
        LibavException.present(avcodec.avcodec_alloc_context3(codec), "create a decoder");
    try {
      LibavException.check(
          avcodec.avcodec_parameters_to_context(context, parameters), "set up the decoder");
      timeBase.copyTo(context.pkt_timebase());
      context.max_pixels(limits.maxPixels());
      context.thread_count(threads(parameters));
      if (strict) {
        context.err_recognition(
            avcodec.AV_EF_EXPLODE | avcodec.AV_EF_CRCCHECK | avcodec.AV_EF_BITSTREAM);
      }
      LibavException.check(
          avcodec.avcodec_open2(context, codec, (AVDictionary) null), "open the decoder");
      return new Decoder(context, timeBase);
    } catch (LibavException | RuntimeException | Error e) {
      avcodec.avcodec_free_context(context);
      throw e;
    }
  }

  private static int threads(AVCodecParameters parameters) {
    long pixels = (long) parameters.width() * parameters.height();
    if (parameters.codec_id() == avcodec.AV_CODEC_ID_AV1 && pixels > LARGE_AV1) {
      return 1;
    }
    int most = pixels > LARGE_PICTURE ? 2 : 8;
    return Math.min(most, Runtime.getRuntime().availableProcessors());
  }

  /** The time base of frame timestamps. */
  public TimeBase timeBase() {
    return timeBase;
  }

  /** Decodes only key frames, which is far cheaper where they are enough. */
  public void keyFramesOnly() {
    context.skip_frame(avcodec.AVDISCARD_NONKEY);
  }

  /** Leaves block edges as they are, which is cheaper where nobody looks at the pictures. */
  public void withoutLoopFilter() {
    context.skip_loop_filter(avcodec.AVDISCARD_ALL);
  }

  /** Sends a packet to the decoder; null flushes it. Frames may be ready afterwards. */
  public void send(@Nullable AVPacket packet) {
    int code = avcodec.avcodec_send_packet(context, packet);
    if (code < 0 && code != avutil.AVERROR_EOF()) {
      errors++;
    }
    if (alpha != null) {
      sendAlpha(alpha, packet);
    }
  }

  private void sendAlpha(AlphaChannel channel, @Nullable AVPacket packet) {
    try {
      channel.send(packet);
    } catch (LibavException e) {
      errors++;
    }
  }

  /**
   * Receives the next frame, cropped and transparent as its container says; false if the decoder
   * needs another packet first or is done.
   */
  public boolean receive(AVFrame frame) {
    boolean given = alpha == null ? decode(frame) : alpha.receive(this::decode, frame);
    if (given) {
      cropping.apply(frame);
    }
    return given;
  }

  private boolean decode(AVFrame frame) {
    for (int tries = 0; tries < MOST_ERRORS_IN_A_ROW; tries++) {
      int code = avcodec.avcodec_receive_frame(context, frame);
      if (code >= 0) {
        frames++;
        pixels += (long) frame.width() * frame.height();
        concealed += frame.decode_error_flags() == 0 ? 0 : 1;
        return true;
      }
      if (code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
        return false;
      }
      errors++;
    }
    return false;
  }

  /** Frames decoded so far. */
  public long frames() {
    return frames;
  }

  /** The pixels of all pictures decoded so far. */
  public long pixels() {
    return pixels;
  }

  /** Packets or frames skipped because of errors so far. */
  public long errors() {
    return errors + (alpha == null ? 0 : alpha.errors());
  }

  /** Frames decoded so far of which parts were damaged and filled in by guessing. */
  public long concealed() {
    return concealed;
  }

  @Override
  public void close() {
    if (alpha != null) {
      alpha.close();
    }
    avcodec.avcodec_free_context(context);
  }
}
