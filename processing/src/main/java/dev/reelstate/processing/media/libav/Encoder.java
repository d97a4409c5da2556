package dev.reelstate.processing.media.libav;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** An open encoder of pictures or sound. Used by one thread. */
public class Encoder implements PacketSource, AutoCloseable {

  /** Sets up an encoder before it is opened. */
  @FunctionalInterface
  public interface Setup {
    void apply(AVCodecContext context) throws LibavException;
  }

  /** Takes a packet; the encoder keeps ownership. */
  @FunctionalInterface
  public interface Target {
    void accept(AVPacket packet) throws LibavException, IOException;
  }

  private final AVCodecContext context;
  private final AVPacket packet = Packets.make();

  public Encoder(AVCodecContext context) {
    this.context = context;
  }

  /** libav's name for the encoder. */
  public String name() {
    return context.codec().name().getString();
  }

  public static Encoder open(String name, Setup setup) throws LibavException {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
    if (codec == null) {
      throw new LibavException(avutil.AVERROR_ENCODER_NOT_FOUND(), "find the encoder " + name);
    }
    AVCodecContext context =
        LibavException.present(avcodec.avcodec_alloc_context3(codec), "create an encoder");
    try {
      setup.apply(context);
      LibavException.check(
          avcodec.avcodec_open2(context, codec, (AVDictionary) null), "open the encoder " + name);
      return new Encoder(context);
    } catch (LibavException | RuntimeException | Error e) {
      avcodec.avcodec_free_context(context);
      throw e;
    }
  }

  public AVCodecContext context() {
    return context;
  }

  @Override
  public TimeBase timeBase() {
    return TimeBase.of(context.time_base());
  }

  @Override
  public void describe(AVCodecParameters target) throws LibavException {
    LibavException.check(
        avcodec.avcodec_parameters_from_context(target, context), "describe a stream");
  }

  /** Encodes a frame, which the caller still owns; null flushes the encoder. */
  public void encode(@Nullable AVFrame frame, Target target) throws LibavException, IOException {
    EncodingException.require(avcodec.avcodec_send_frame(context, frame), "encode a frame");
    while (true) {
      int code = avcodec.avcodec_receive_packet(context, packet);
      if (code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
        return;
      }
      EncodingException.require(code, "take an encoded packet");
      target.accept(packet);
      avcodec.av_packet_unref(packet);
    }
  }

  @Override
  public void close() {
    Packets.free(packet);
    avcodec.avcodec_free_context(context);
  }
}
