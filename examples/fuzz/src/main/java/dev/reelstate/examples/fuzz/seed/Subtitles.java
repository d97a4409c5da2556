package dev.reelstate.examples.fuzz.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Two lines of text under the pictures.
 *
 * @param codec {@code mov_text} or {@code srt}
 */
record Subtitles(String codec) implements PacketSource {

  private static final TimeBase MILLIS = new TimeBase(1, 1000);

  @Override
  public TimeBase timeBase() {
    return MILLIS;
  }

  @Override
  public void describe(AVCodecParameters target) {
    target.codec_type(avutil.AVMEDIA_TYPE_SUBTITLE);
    target.codec_id(
        codec.equals("mov_text") ? avcodec.AV_CODEC_ID_MOV_TEXT : avcodec.AV_CODEC_ID_SUBRIP);
  }

  static void write(String codec, Muxer muxer, int stream) throws LibavException, IOException {
    say(codec, "One <b>line</b>", 100, muxer, stream);
    say(codec, "and\nanother", 350, muxer, stream);
  }

  private static void say(String codec, String text, long at, Muxer muxer, int stream)
      throws LibavException, IOException {
    byte[] bytes = packed(codec, text.getBytes(UTF_8));
    AVPacket packet = Packets.make();
    try {
      LibavException.check(avcodec.av_new_packet(packet, bytes.length), "make a packet");
      try (BytePointer data = new BytePointer(packet.data())) {
        data.put(bytes);
      }
      packet.pts(at).dts(at).duration(200);
      muxer.write(stream, packet);
    } finally {
      Packets.free(packet);
    }
  }

  /** In MP4 the text follows its length. */
  private static byte[] packed(String codec, byte[] text) {
    return codec.equals("mov_text")
        ? ByteBuffer.allocate(2 + text.length)
            .putShort((short) text.length)
            .put(text)
            .array()
        : text;
  }
}
