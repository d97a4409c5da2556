package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.packaging.FileSequence;
import dev.reelstate.processing.media.probe.MediaScan;
import dev.reelstate.processing.recipe.MediaLimits;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** The decoded sound of an output, in which tones are found by their frequencies. */
public final class Heard {

  private final List<float[]> channels = new ArrayList<>();
  private int rate;
  private int samples;

  private Heard() {}

  public static Heard file(Path file) throws Exception {
    return of(Files.newByteChannel(file));
  }

  public static Heard playlist(Path playlist) throws Exception {
    List<Path> files = new ArrayList<>(List.of(playlist.resolveSibling("init.mp4")));
    for (String line : Files.readAllLines(playlist)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        files.add(playlist.resolveSibling(line));
      }
    }
    return of(new FileSequence(files));
  }

  private static Heard of(SeekableByteChannel channel) throws Exception {
    Heard heard = new Heard();
    MediaLimits limits = MediaLimits.standard();
    AVPacket packet = Packets.make();
    try (Demuxer demuxer = Demuxer.open(channel, "mp4", limits)) {
      AVStream stream =
          demuxer.streams().stream().filter(MediaScan::audio).findFirst().orElseThrow();
      try (Decoder decoder = Decoder.open(stream, limits, true)) {
        while (demuxer.read(packet)) {
          if (packet.stream_index() == stream.index()) {
            heard.decode(decoder, packet);
          }
        }
        heard.decode(decoder, null);
      }
    } finally {
      Packets.free(packet);
    }
    return heard;
  }

  private void decode(Decoder decoder, @Nullable AVPacket packet) {
    decoder.send(packet);
    AVFrame frame = Frames.make();
    while (decoder.receive(frame)) {
      add(frame);
    }
    Frames.free(frame);
  }

  private void add(AVFrame frame) {
    rate = frame.sample_rate();
    int count = frame.nb_samples();
    for (int i = 0; i < frame.ch_layout().nb_channels(); i++) {
      if (channels.size() <= i) {
        channels.add(new float[0]);
      }
      float[] all = Arrays.copyOf(channels.get(i), samples + count);
      new FloatPointer(frame.data(i)).get(all, samples, count);
      channels.set(i, all);
    }
    samples += count;
  }

  public int channels() {
    return channels.size();
  }

  /** The highest sample of any channel. */
  public double peak() {
    double peak = 0;
    for (float[] channel : channels) {
      for (float sample : channel) {
        peak = Math.max(peak, Math.abs(sample));
      }
    }
    return peak;
  }

  /** The amplitude of a tone in a channel, in the middle of the film. */
  public double tone(int channel, int hertz) {
    return tone(channel, hertz, 0.5, 1.5);
  }

  /** The amplitude of a tone in a channel between two times in seconds (Goertzel). */
  public double tone(int channel, int hertz, double from, double until) {
    float[] all = channels.get(channel);
    int first = (int) (from * rate);
    int count = (int) Math.min(all.length - first, (until - from) * rate);
    double turn = 2 * Math.PI * hertz / rate;
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < count; i++) {
      real += all[first + i] * Math.cos(turn * i);
      imaginary += all[first + i] * Math.sin(turn * i);
    }
    return 2 * Math.hypot(real, imaginary) / count;
  }

  /** Which of some tones are heard in a channel. */
  public List<Integer> tones(int channel, Integer... candidates) {
    return Arrays.stream(candidates)
        .filter(hertz -> tone(channel, hertz) > 0.05)
        .toList();
  }
}
