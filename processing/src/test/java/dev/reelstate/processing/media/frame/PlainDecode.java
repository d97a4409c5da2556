package dev.reelstate.processing.media.frame;

import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.LibavException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the pictures of a file as every plain program does that is built on libav, OpenCV among
 * them: opens it by its name, sends every packet to the decoder, and takes every picture.
 */
final class PlainDecode {

  /** A picture: its timestamp in the stream's ticks, and whether it is a key frame. */
  record Picture(long stamp, boolean key) {}

  final List<Picture> pictures = new ArrayList<>();
  final List<Long> sums = new ArrayList<>();
  private Set<Long> wanted = Set.of();
  private String turn = "";
  int numerator;
  int denominator;

  static PlainDecode of(Path file, int streamIndex) throws LibavException {
    PlainDecode decode = new PlainDecode();
    decode.read(file, streamIndex);
    return decode;
  }

  private void read(Path file, int streamIndex) throws LibavException {
    AVFormatContext context = new AVFormatContext(null);
    require(avformat.avformat_open_input(context, file.toString(), null, null));
    require(avformat.avformat_find_stream_info(context, (PointerPointer<?>) null));
    AVStream stream = context.streams(streamIndex);
    numerator = stream.time_base().num();
    denominator = stream.time_base().den();
    AVCodecContext codec = avcodec.avcodec_alloc_context3(
        avcodec.avcodec_find_decoder(stream.codecpar().codec_id()));
    require(avcodec.avcodec_parameters_to_context(codec, stream.codecpar()));
    codec.pkt_timebase(stream.time_base());
    require(avcodec.avcodec_open2(codec, codec.codec(), (AVDictionary) null));
    AVPacket packet = avcodec.av_packet_alloc();
    while (avformat.av_read_frame(context, packet) >= 0) {
      if (packet.stream_index() == streamIndex) {
        send(codec, packet);
      }
      avcodec.av_packet_unref(packet);
    }
    send(codec, null);
    avcodec.av_packet_free(packet);
    avcodec.avcodec_free_context(codec);
    avformat.avformat_close_input(context);
  }

  /** Checksums of the pixels of some pictures, as the ffmpeg program makes them of stream 0. */
  static List<Long> sums(Path file, List<Long> numbers) throws Exception {
    return sums(file, 0, numbers, "");
  }

  /**
   * The same of another stream.
   *
   * @param turn filters before the conversion, each followed by a comma
   */
  static List<Long> sums(Path file, int stream, List<Long> numbers, String turn) throws Exception {
    PlainDecode decode = new PlainDecode();
    decode.wanted = new HashSet<>(numbers);
    decode.turn = turn;
    decode.read(file, stream);
    return decode.sums;
  }

  private void keep(AVFrame frame) throws LibavException {
    String graph = "buffer@in=video_size=" + frame.width() + "x" + frame.height() + ":pix_fmt="
        + frame.format() + ":time_base=1/90000:pixel_aspect=1/1:colorspace=" + frame.colorspace()
        + ":range=" + frame.color_range() + "," + turn
        + "scale=flags=bicubic,format=bgr24,buffersink@out0";
    AVFrame pixels = avutil.av_frame_alloc();
    AVFrame given = avutil.av_frame_clone(frame);
    try (FilterGraph filter = FilterGraph.video(graph, 1)) {
      filter.push(given);
      filter.pull(0, pixels);
      CRC32 sum = new CRC32();
      byte[] row = new byte[3 * pixels.width()];
      for (int y = 0; y < pixels.height(); y++) {
        pixels.data(0).position((long) y * pixels.linesize(0)).get(row);
        sum.update(row);
      }
      sums.add(sum.getValue());
    } finally {
      avutil.av_frame_free(pixels);
      avutil.av_frame_free(given);
    }
  }

  private void send(AVCodecContext codec, @Nullable AVPacket packet) throws LibavException {
    avcodec.avcodec_send_packet(codec, packet);
    AVFrame frame = avutil.av_frame_alloc();
    int failures = 0;
    while (failures < 64) {
      int code = avcodec.avcodec_receive_frame(codec, frame);
      if (code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
        break;
      }
      if (code < 0) {
        failures++;
        continue;
      }
      if (wanted.contains((long) pictures.size())) {
        keep(frame);
      }
      boolean key = (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
      pictures.add(new Picture(frame.best_effort_timestamp(), key));
    }
    avutil.av_frame_free(frame);
  }

  private static void require(int code) {
    if (code < 0) {
      throw new IllegalStateException("libav says " + code);
    }
  }
}
