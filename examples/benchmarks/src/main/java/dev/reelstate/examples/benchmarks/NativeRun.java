package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.RenderSpec.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One hand-written {@code ffmpeg} command for the same outputs: one decode, each rung scaled from
 * the next larger one, and the same encoder settings as ours.
 */
final class NativeRun {

  private NativeRun() {}

  static Measured measure(
      Path ffmpeg, Subject subject, List<Rung> rungs, boolean sound, Workspace workspace)
      throws IOException, InterruptedException {
    Path outputs = workspace.outputs();
    for (Rung rung : rungs) {
      Files.createDirectories(outputs.resolve(rung.name()));
    }
    ProcessBuilder command = new ProcessBuilder(command(ffmpeg, subject, rungs, sound))
        .directory(outputs.toFile())
        .redirectErrorStream(true)
        .redirectOutput(outputs.resolve("log").toFile());
    command
        .environment()
        .put("LD_LIBRARY_PATH", String.valueOf(ffmpeg.toAbsolutePath().getParent()));
    long began = System.nanoTime();
    try (ChildWatch children = new ChildWatch()) {
      int code = command.start().waitFor();
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      if (code != 0) {
        throw new IOException("ffmpeg failed: " + Files.readString(outputs.resolve("log")));
      }
      return new Measured(
          "native ffmpeg, one command", children.cpu(), wall, children.peakMegabytes());
    }
  }

  private static List<String> command(
      Path ffmpeg, Subject subject, List<Rung> rungs, boolean sound) {
    double seconds = subject.media().duration().toNanos() / 1e9;
    List<String> command = new ArrayList<>(List.of(
        ffmpeg.toAbsolutePath().toString(),
        "-v",
        "error",
        "-y",
        "-i",
        subject.file().toAbsolutePath().toString(),
        "-filter_complex",
        filters(rungs, seconds)));
    for (int i = 0; i < rungs.size(); i++) {
      command.addAll(encoding(rungs.get(i), i, sound && i == 0));
      command.addAll(i == 0 ? mp4AndHls(rungs.get(i)) : hls(rungs.get(i)));
    }
    command.addAll(List.of("-map", "[poster]", "-frames:v", "1", "-update", "1", "poster.jpg"));
    command.addAll(List.of("-map", "[board]", "-frames:v", "1", "-update", "1", "storyboard.jpg"));
    return command;
  }

  private static List<String> encoding(Rung rung, int number, boolean sound) {
    List<String> arguments = new ArrayList<>(List.of("-map", "[v" + number + "]"));
    if (sound) {
      arguments.addAll(List.of("-map", "0:a:0", "-c:a", "aac", "-b:a", "128k", "-ac", "2"));
    }
    OurEncoder ours = OurEncoder.of(rung);
    arguments.addAll(List.of("-c:v", ours.name(), "-g", "100000"));
    ours.options().forEach((name, value) -> {
      arguments.add("-" + name + ":v");
      arguments.add(value);
    });
    arguments.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*4)"));
    return arguments;
  }

  private static List<String> mp4AndHls(Rung rung) {
    String hls =
        "hls_time=4:hls_playlist_type=vod:hls_segment_type=fmp4:hls_fmp4_init_filename=init.mp4"
            + ":hls_segment_filename=" + rung.name() + "/%05d.m4s";
    return List.of(
        "-flags",
        "+global_header",
        "-f",
        "tee",
        "[f=mp4:movflags=+faststart]video.mp4|[f=hls:" + hls + "]" + rung.name() + "/index.m3u8");
  }

  private static List<String> hls(Rung rung) {
    return List.of(
        "-f",
        "hls",
        "-hls_time",
        "4",
        "-hls_playlist_type",
        "vod",
        "-hls_segment_type",
        "fmp4",
        "-hls_segment_filename",
        rung.name() + "/%05d.m4s",
        rung.name() + "/index.m3u8");
  }

  private static String filters(List<Rung> rungs, double seconds) {
    StringBuilder text = new StringBuilder("[0:v]");
    for (int i = 0; i < rungs.size(); i++) {
      Rung rung = rungs.get(i);
      boolean last = i == rungs.size() - 1;
      text.append("scale=").append(rung.width()).append(':').append(rung.height());
      text.append(last ? ",split=3" : ",split=2").append("[v").append(i).append(']');
      text.append(last ? "[p][s]" : "[r" + i + "];[r" + i + "]");
    }
    Sheet sheet = Sheet.of(seconds);
    return text.append(";[p]select='gte(t,")
        .append(seconds / 2)
        .append(")'[poster]")
        .append(";[s]fps=1/")
        .append(sheet.interval())
        .append(",scale=")
        .append(Sheet.TILE_WIDTH)
        .append(":-2,tile=")
        .append(Sheet.COLUMNS)
        .append('x')
        .append(sheet.rows())
        .append("[board]")
        .toString();
  }
}
