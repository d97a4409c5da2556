package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.Encoders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The outline of sound: its lowest and highest samples in the time of each column of a picture, all
 * channels together. Used by one thread.
 */
public final class Waveform implements SoundTarget {

  public static final String DATA = "waveform.json";
  public static final String PICTURE = "waveform.png";
  public static final PictureSize SIZE = new PictureSize(1800, 160);

  /** Full scale of 8 bit data, as audio editors and web players use it. */
  private static final int LOUDEST = 127;

  private static final byte[] INK = {(byte) 0x4A, (byte) 0x6F, (byte) 0xA5, (byte) 0xFF};

  private final PcmFormat format;
  private final int samplesPerPixel;
  private final byte[] lowest;
  private final byte[] highest;
  private float[] buffer = new float[0];
  private long position;

  /**
   * Creates an outline.
   *
   * @param end the media's end in media ticks
   */
  public Waveform(PcmFormat format, long end) {
    this.format = format;
    long samples = Math.max(1, TimeBase.MEDIA.to(format.timeBase(), end));
    samplesPerPixel = (int) Math.max(1, (samples + SIZE.width() - 1) / SIZE.width());
    int length = (int) ((samples + samplesPerPixel - 1) / samplesPerPixel);
    lowest = new byte[length];
    highest = new byte[length];
  }

  @Override
  public void take(AVFrame samples) {
    int count = samples.nb_samples();
    if (buffer.length < count) {
      buffer = new float[count];
    }
    for (int channel = 0; channel < format.channels(); channel++) {
      new FloatPointer(samples.data(channel)).get(buffer, 0, count);
      for (int i = 0; i < count; i++) {
        add(position + i, buffer[i]);
      }
    }
    position += count;
  }

  private void add(long sample, float value) {
    int column = (int) Math.min(lowest.length - 1, sample / samplesPerPixel);
    byte level = (byte) Math.max(-LOUDEST - 1, Math.min(LOUDEST, Math.round(value * LOUDEST)));
    lowest[column] = (byte) Math.min(lowest[column], level);
    highest[column] = (byte) Math.max(highest[column], level);
  }

  @Override
  public void finish() {
    // Columns that were not reached stay silent.
  }

  /** The outline in the JSON format of audiowaveform, version 2, which web players read. */
  public byte[] json() {
    StringBuilder text = new StringBuilder("{\"version\":2,\"channels\":1,\"sample_rate\":")
        .append(format.rate())
        .append(",\"samples_per_pixel\":")
        .append(samplesPerPixel)
        .append(",\"bits\":8,\"length\":")
        .append(lowest.length)
        .append(",\"data\":[");
    for (int i = 0; i < lowest.length; i++) {
      text.append(i == 0 ? "" : ",").append(lowest[i]).append(',').append(highest[i]);
    }
    return text.append("]}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The outline as a picture with a transparent background. */
  public byte[] png() throws LibavException, IOException {
    AVFrame frame = Frames.make();
    try (Encoder encoder = Encoders.png(SIZE)) {
      frame.format(avutil.AV_PIX_FMT_RGBA).width(SIZE.width()).height(SIZE.height());
      LibavException.check(avutil.av_frame_get_buffer(frame, 0), "allocate a picture");
      draw(frame);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Encoder.Target target = packet -> {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        out.write(bytes);
      };
      encoder.encode(frame, target);
      encoder.encode(null, target);
      return out.toByteArray();
    } finally {
      Frames.free(frame);
    }
  }

  private void draw(AVFrame frame) {
    byte[] row = new byte[4 * SIZE.width()];
    BytePointer pixels = frame.data(0);
    for (int y = 0; y < SIZE.height(); y++) {
      double level = LOUDEST * (1 - (2.0 * y + 1) / SIZE.height());
      for (int x = 0; x < SIZE.width(); x++) {
        int column = (int) ((long) x * lowest.length / SIZE.width());
        boolean middle = y == SIZE.height() / 2;
        boolean inked = middle || (lowest[column] <= level && level <= highest[column]);
        for (int i = 0; i < INK.length; i++) {
          row[4 * x + i] = inked ? INK[i] : 0;
        }
      }
      pixels.position((long) y * frame.linesize(0)).put(row);
    }
    pixels.position(0);
  }
}
