package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.VideoTrack;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes pictures that are copied and otherwise not needed, to see whether they are whole: all of
 * them on request or if they are cheap, else key frames, evenly spread. Used by one thread.
 */
public final class CopyTrial implements AutoCloseable {

  /** The pixels that are decoded unasked of any film: they cost a few hundredths of a second. */
  private static final long CHEAP = 5_000_000;

  /**
   * For so many bytes one more pixel is decoded: both cost the same, and bytes are copied anyway.
   */
  private static final long BYTES_FOR_A_PIXEL = 16;

  private final Decoder decoder;
  private final AVFrame frame = Frames.make();
  private final boolean everyPicture;
  private final long step;
  private long keyFrames;

  /**
   * Creates a trial.
   *
   * @param track what the inspection found in the stream
   * @param everyPicture whether every picture is decoded, whatever it costs
   */
  public CopyTrial(AVStream stream, VideoTrack track, MediaLimits limits, boolean everyPicture)
      throws LibavException {
    this.everyPicture = everyPicture || isCheap(track);
    long affordable = Math.max(1, affordable(track));
    this.step = Math.max(1, (track.keyFrames() + affordable - 1) / affordable);
    this.decoder = Decoder.open(stream, limits);
    decoder.withoutLoopFilter();
  }

  /** Whether all pictures of a track cost little to decode. */
  public static boolean isCheap(VideoTrack track) {
    return track.frames() <= affordable(track);
  }

  /** The number of pictures that cost little to decode. */
  private static long affordable(VideoTrack track) {
    long pixels = Math.max(1, (long) track.codedWidth() * track.codedHeight());
    long bytes = track.bitRate() / 8 * track.duration().toSeconds();
    return (CHEAP + bytes / BYTES_FOR_A_PIXEL) / pixels;
  }

  /** Decodes a packet if it is its turn; the caller keeps ownership. */
  public void look(AVPacket packet) {
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    if (everyPicture || (key && keyFrames++ % step == 0)) {
      decoder.send(packet);
      drain();
    }
  }

  /** Decodes what is left. Call after the last packet. */
  public void finish() {
    decoder.send(null);
    drain();
  }

  private void drain() {
    while (decoder.receive(frame)) {
      avutil.av_frame_unref(frame);
    }
  }

  /** Whether a picture could not be decoded, or only in part. */
  public boolean damaged() {
    return decoder.errors() + decoder.concealed() > 0;
  }

  /** The number of pictures decoded so far. */
  public long decoded() {
    return decoder.frames();
  }

  @Override
  public void close() {
    Frames.free(frame);
    decoder.close();
  }
}
