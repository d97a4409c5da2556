package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.ColorTags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * The pictures of a film in the size of a rung, as every encoder gets them: a file of nothing but
 * yuv420p samples, picture after picture.
 *
 * @param file the samples
 * @param rung the size, and the bit rate of the standard ladder for it
 * @param frameRate mean pictures per second
 * @param colors how to read the samples
 * @param times the presentation time of each picture in media ticks, ascending
 */
record Reference(Path file, Rung rung, double frameRate, ColorTags colors, List<Long> times) {

  /** Takes the pictures, one by one. */
  @FunctionalInterface
  interface Taker {
    void take(AVFrame picture) throws LibavException, IOException;
  }

  PictureSize size() {
    return new PictureSize(rung.width(), rung.height());
  }

  /** How long the pictures are shown. */
  double seconds() {
    return times.size() / frameRate;
  }

  static int bytesOfPicture(PictureSize size) {
    return avutil.av_image_get_buffer_size(
        avutil.AV_PIX_FMT_YUV420P, size.width(), size.height(), 1);
  }

  /** Opens the samples from their beginning. */
  Reading open() throws IOException {
    return new Reading(this);
  }

  /** Reads the pictures one after the other. */
  static final class Reading implements AutoCloseable {

    private final Reference reference;
    private final SeekableByteChannel channel;
    private final BytePointer samples;
    private int next;

    private Reading(Reference reference) throws IOException {
      this.reference = reference;
      this.channel = Files.newByteChannel(reference.file);
      this.samples = new BytePointer(bytesOfPicture(reference.size()));
    }

    /** Hands over the next picture, which is freed afterwards; false if there is none. */
    boolean next(Taker taker) throws LibavException, IOException {
      if (next == reference.times.size()) {
        return false;
      }
      ByteBuffer buffer = samples.asByteBuffer();
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new IOException("The file of samples is too short.");
        }
      }
      AVFrame picture = picture();
      try {
        taker.take(picture);
      } finally {
        Frames.free(picture);
      }
      return true;
    }

    private AVFrame picture() throws LibavException {
      PictureSize size = reference.size();
      AVFrame picture = Frames.make();
      picture.width(size.width()).height(size.height()).format(avutil.AV_PIX_FMT_YUV420P);
      LibavException.check(avutil.av_frame_get_buffer(picture, 0), "create a picture");
      LibavException.check(Samples.unpack(samples, picture), "copy a picture");
      picture.pts(reference.times.get(next++));
      return picture;
    }

    @Override
    public void close() throws IOException {
      samples.close();
      channel.close();
    }
  }
}
