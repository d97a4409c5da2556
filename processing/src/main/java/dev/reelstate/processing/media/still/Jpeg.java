package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.Encoders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Encodes single pictures as JPEG. */
final class Jpeg {

  private Jpeg() {}

  /**
   * Encodes one picture.
   *
   * @param picture full-range BT.601, yuvj420p; the caller keeps ownership
   * @param quality libav's quantiser scale, 2 (best) to 31
   */
  static byte[] encode(AVFrame picture, int quality) throws LibavException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Encoder encoder =
        Encoders.jpeg(new PictureSize(picture.width(), picture.height()), quality)) {
      picture.pts(0);
      picture.pict_type(avutil.AV_PICTURE_TYPE_NONE);
      picture.quality(encoder.context().global_quality());
      encoder.encode(picture, packet -> bytes.write(content(packet)));
      encoder.encode(null, packet -> bytes.write(content(packet)));
    }
    return bytes.toByteArray();
  }

  private static byte[] content(AVPacket packet) {
    byte[] content = new byte[packet.size()];
    packet.data().get(content);
    return content;
  }
}
