package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.EncoderSettings;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Encodes a film with a native {@code ffmpeg}, which reads the same samples and prints its own user
 * and system time.
 *
 * @param program the path of {@code ffmpeg}
 * @param folder where its output goes
 */
record NativeTrial(Path program, Path folder) {

  private static final Pattern TIME = Pattern.compile("utime=([\\d.]+)s stime=([\\d.]+)s");

  /** Encodes the film, then measures the result. */
  Point run(Reference reference, EncoderSettings settings)
      throws LibavException, IOException, MediaException, InterruptedException {
    Path made = folder.resolve("native.mp4");
    Path log = folder.resolve("native.log");
    ProcessBuilder command = new ProcessBuilder(command(reference, settings, made))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile());
    command
        .environment()
        .put("LD_LIBRARY_PATH", String.valueOf(program.toAbsolutePath().getParent()));
    int code = command.start().waitFor();
    String said = Files.readString(log);
    Matcher time = TIME.matcher(said);
    if (code != 0 || !time.find()) {
      throw new IOException("ffmpeg failed: " + said);
    }
    double cpu = Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
    return measure(reference, made, cpu);
  }

  private List<String> command(Reference reference, EncoderSettings settings, Path made) {
    List<String> command = new ArrayList<>(List.of(
        program.toAbsolutePath().toString(),
        "-hide_banner",
        "-nostdin",
        "-benchmark",
        "-y",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "yuv420p",
        "-video_size",
        reference.rung().width() + "x" + reference.rung().height(),
        "-framerate",
        String.format(Locale.ROOT, "%.3f", reference.frameRate()),
        "-i",
        reference.file().toAbsolutePath().toString(),
        "-fps_mode",
        "passthrough",
        "-force_key_frames",
        "expr:gte(t,n_forced*" + TimeBase.MEDIA.seconds(Trial.KEY_INTERVAL) + ")",
        "-c:v",
        settings.encoder()));
    settings.options().forEach((name, value) -> {
      command.add("-" + name);
      command.add(value);
    });
    command.add(made.toAbsolutePath().toString());
    return command;
  }

  private static Point measure(Reference reference, Path made, double cpu)
      throws LibavException, IOException, MediaException {
    List<AVPacket> packets = new ArrayList<>();
    try (Demuxer demuxer = Demuxer.open(made, "mp4", MediaLimits.standard())) {
      AVPacket packet = Packets.make();
      try {
        while (demuxer.read(packet)) {
          packets.add(LibavException.present(avcodec.av_packet_clone(packet), "share a packet"));
        }
      } finally {
        Packets.free(packet);
      }
      retime(packets, reference.times());
      double xpsnr = Meter.xpsnr(reference, new Made(demuxer), packets);
      return new Point(Meter.bitRate(reference, packets), xpsnr, cpu);
    } finally {
      packets.forEach(Packets::free);
    }
  }

  /** Gives each picture the time that it has in the film; ffmpeg saw a constant frame rate. */
  private static void retime(List<AVPacket> packets, List<Long> times) throws IOException {
    if (packets.size() != times.size()) {
      throw new IOException(
          "Of " + times.size() + " pictures, ffmpeg encoded " + packets.size() + ".");
    }
    Map<Long, Integer> order = new TreeMap<>();
    packets.forEach(packet -> order.put(packet.pts(), 0));
    int number = 0;
    for (Map.Entry<Long, Integer> entry : order.entrySet()) {
      entry.setValue(number++);
    }
    packets.forEach(packet -> {
      int place = order.getOrDefault(packet.pts(), 0);
      packet.pts(times.get(place)).dts(times.get(place));
    });
  }

  /** The only stream of the file that was made. */
  private record Made(Demuxer demuxer) implements PacketSource {

    @Override
    public TimeBase timeBase() {
      return TimeBase.MEDIA;
    }

    @Override
    public void describe(AVCodecParameters target) throws LibavException {
      LibavException.check(
          avcodec.avcodec_parameters_copy(target, demuxer.streams().get(0).codecpar()),
          "describe a stream");
    }
  }
}
