package dev.reelstate.processing.media.libav;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/**
 * The transparency of VP8 and VP9: a second stream of the same codec, whose packets Matroska keeps
 * beside those of the pictures, and whose brightness is the opacity.
 *
 * <p>Both streams are decoded, and each picture waits for its opacity. Used by one thread.
 */
final class AlphaChannel implements AutoCloseable {

  /** Opens a second decoder like that of the pictures. */
  @FunctionalInterface
  interface Opener {
    Decoder open() throws LibavException;
  }

  /** Receives the next picture without its transparency; false if there is none yet. */
  @FunctionalInterface
  interface Pictures {
    boolean receive(AVFrame frame);
  }

  /** The identifier of an alpha channel, which stands before it. */
  private static final long ALPHA = 1;

  /** Decoding threads hold back fewer pictures than this. */
  private static final int MOST_WAITING = 32;

  private final Opener opener;
  private final Deque<AVFrame> pictures = new ArrayDeque<>();
  private final Deque<AVFrame> masks = new ArrayDeque<>();
  private final Set<Long> veiled = new HashSet<>();
  private @Nullable Decoder decoder;
  private boolean ended;

  AlphaChannel(Opener opener) {
    this.opener = opener;
  }

  /** Sends what stands beside a packet of the pictures; null flushes. */
  void send(@Nullable AVPacket packet) throws LibavException {
    if (packet == null) {
      ended = true;
      if (decoder != null) {
        decoder.send(null);
      }
      return;
    }
    byte[] data = besides(packet);
    if (data.length > Long.BYTES && ByteBuffer.wrap(data).getLong() == ALPHA) {
      veiled.add(packet.pts());
      send(packet, data);
    }
  }

  private static byte[] besides(AVPacket packet) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer found = avcodec.av_packet_get_side_data(
          packet, avcodec.AV_PKT_DATA_MATROSKA_BLOCKADDITIONAL, size);
      byte[] data = new byte[found == null ? 0 : Math.toIntExact(size.get())];
      if (found != null) {
        found.get(data);
      }
      return data;
    }
  }

  private void send(AVPacket packet, byte[] data) throws LibavException {
    if (decoder == null) {
      decoder = opener.open();
    }
    AVPacket alpha = Packets.make();
    try {
      int bytes = data.length - Long.BYTES;
      LibavException.check(avcodec.av_new_packet(alpha, bytes), "copy a packet");
      alpha.data().put(data, Long.BYTES, bytes);
      alpha.pts(packet.pts()).dts(packet.dts());
      decoder.send(alpha);
    } finally {
      Packets.free(alpha);
    }
  }

  /** Receives the next picture with its transparency, if it has any; false if there is none yet. */
  boolean receive(Pictures source, AVFrame frame) {
    Decoder opacity = decoder;
    if (opacity == null) {
      return source.receive(frame);
    }
    collect(source, pictures);
    collect(opacity::receive, masks);
    while (masks.size() > MOST_WAITING) {
      Frames.free(masks.remove()); // of pictures that were lost
    }
    AVFrame picture = pictures.peek();
    if (picture == null) {
      return false;
    }
    boolean hidden = veiled.contains(picture.pts());
    AVFrame mask = hidden ? mask(picture.pts()) : null;
    if (hidden && mask == null && !ended && pictures.size() <= MOST_WAITING) {
      return false;
    }
    veiled.remove(picture.pts());
    pictures.remove();
    avutil.av_frame_move_ref(frame, picture);
    Frames.free(picture);
    if (mask != null) {
      attach(mask, frame);
    }
    return true;
  }

  private static void collect(Pictures source, Deque<AVFrame> target) {
    AVFrame frame = Frames.make();
    while (source.receive(frame)) {
      target.add(frame);
      frame = Frames.make();
    }
    Frames.free(frame);
  }

  /** The opacity of a picture, or that of an earlier one if its own was lost; null if not known. */
  private @Nullable AVFrame mask(long time) {
    while (masks.size() > 1 && masks.element().pts() < time) {
      Frames.free(masks.remove());
    }
    AVFrame mask = masks.peek();
    boolean lost = ended || pictures.size() > MOST_WAITING;
    return mask != null && (mask.pts() >= time || lost) ? mask : null;
  }

  /** Adds the brightness of the mask to a picture, as a fourth plane over the same memory. */
  private static void attach(AVFrame mask, AVFrame picture) {
    boolean fits = picture.format() == avutil.AV_PIX_FMT_YUV420P
        && mask.format() == avutil.AV_PIX_FMT_YUV420P
        && picture.width() == mask.width()
        && picture.height() == mask.height()
        && picture.buf(3) == null;
    AVBufferRef shared = fits ? avutil.av_buffer_ref(mask.buf(0)) : null;
    if (shared != null) {
      picture.buf(3, shared);
      picture.data(3, mask.data(0));
      picture.linesize(3, mask.linesize(0));
      picture.format(avutil.AV_PIX_FMT_YUVA420P);
    }
  }

  long errors() {
    return decoder == null ? 0 : decoder.errors();
  }

  @Override
  public void close() {
    pictures.forEach(Frames::free);
    masks.forEach(Frames::free);
    if (decoder != null) {
      decoder.close();
    }
  }
}
