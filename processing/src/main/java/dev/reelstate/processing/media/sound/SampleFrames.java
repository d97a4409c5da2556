package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.NativeMemory;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVAudioFifo;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Cuts a stream of samples into frames of one size, and ends it at a given sample. Used by one
 * thread.
 */
public final class SampleFrames implements AutoCloseable {

  /** Takes a full frame, which the caller still owns. */
  @FunctionalInterface
  public interface Target {
    void accept(AVFrame frame) throws LibavException, IOException;
  }

  private final PcmFormat format;
  private final int frameSize;
  private final long end;
  private final AVAudioFifo fifo;
  private long written;
  private long sent;

  /**
   * Creates an empty buffer.
   *
   * @param end the total number of samples
   */
  public SampleFrames(PcmFormat format, long end) {
    this.format = format;
    this.end = end;
    frameSize = format.frameSize();
    fifo = NativeMemory.allocated(
        avutil.av_audio_fifo_alloc(avutil.AV_SAMPLE_FMT_FLTP, format.channels(), frameSize * 2),
        "samples");
  }

  /** The number of samples added so far. */
  public long position() {
    return written;
  }

  /** Adds samples in the given format; those after the end are dropped. */
  public void add(AVFrame frame, Target target) throws LibavException, IOException {
    int count = (int) Math.min(frame.nb_samples(), end - written);
    if (count > 0) {
      LibavException.check(
          avutil.av_audio_fifo_write(fifo, frame.extended_data(), count), "keep samples");
      written += count;
      send(frameSize, target);
    }
  }

  public void padToEnd(Target target) throws LibavException, IOException {
    padTo(end, target);
  }

  /** Adds silence up to a sample, or to the end if that comes first. */
  public void padTo(long sample, Target target) throws LibavException, IOException {
    AVFrame silence = frame(frameSize);
    try {
      avutil.av_samples_set_silence(
          silence.extended_data(), 0, frameSize, format.channels(), avutil.AV_SAMPLE_FMT_FLTP);
      long until = Math.min(sample, end);
      while (written < until) {
        silence.nb_samples((int) Math.min(frameSize, until - written));
        add(silence, target);
      }
    } finally {
      Frames.free(silence);
    }
  }

  /** Sends the remaining samples, in a shorter frame. */
  public void flush(Target target) throws LibavException, IOException {
    send(1, target);
  }

  private void send(int least, Target target) throws LibavException, IOException {
    while (avutil.av_audio_fifo_size(fifo) >= least) {
      AVFrame frame = frame(Math.min(frameSize, avutil.av_audio_fifo_size(fifo)));
      try {
        avutil.av_audio_fifo_read(fifo, frame.extended_data(), frame.nb_samples());
        frame.pts(sent);
        sent += frame.nb_samples();
        target.accept(frame);
      } finally {
        Frames.free(frame);
      }
    }
  }

  private AVFrame frame(int samples) throws LibavException {
    AVFrame frame = Frames.make();
    frame.nb_samples(samples).format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(format.rate());
    avutil.av_channel_layout_default(frame.ch_layout(), format.channels());
    LibavException.check(avutil.av_frame_get_buffer(frame, 0), "allocate samples");
    return frame;
  }

  @Override
  public void close() {
    avutil.av_audio_fifo_free(fifo);
  }
}
