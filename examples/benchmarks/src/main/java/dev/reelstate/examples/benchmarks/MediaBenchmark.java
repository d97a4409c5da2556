package dev.reelstate.examples.benchmarks;

import dev.reelstate.examples.benchmarks.JavaCvRun.Largest;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.sample.SampleClip;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures what a single decode saves, and what copying saves: the standard outputs made by one
 * pass over a file, by the whole platform, by JavaCV's grabber and recorders and, if available, by
 * a native {@code ffmpeg}, compared with one pass per output.
 *
 * <p>Passes and JavaCV run one after the other in this process, after a warm-up that loads
 * libraries and compiles code, so that only the passes are counted. CPU is the user and system time
 * of all threads of the process, as reported by the operating system. Each side encodes the audio
 * once for HLS and once for its MP4, so that the difference comes from the video.
 */
@Command(
    name = "media",
    header = "All outputs of a video in one pass, compared with other methods.",
    description =
        "Makes poster, storyboard, three HLS rungs and MP4 with several methods; prints CPU"
            + " and wall time, and the ratios.")
final class MediaBenchmark implements Callable<Integer> {

  private final PrintStream out;
  private final Lines lines;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "VIDEO",
      description = "The video to render (default: a generated clip of 60 s in 1920x1080).")
  private @Nullable Path video;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the generated clip in seconds.",
      defaultValue = "60")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of alternating rounds per method; the best one counts (default:"
          + " ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int rounds;

  @Option(
      names = "--ffmpeg",
      paramLabel = "PATH",
      description =
          "A native ffmpeg with the same encoders, which makes the same outputs with one command.")
  private @Nullable Path ffmpeg;

  @Option(
      names = "--native-only",
      description = "Compare the pass and the platform with --ffmpeg, and with nothing else.")
  private boolean nativeOnly;

  MediaBenchmark(PrintStream out) {
    this.out = out;
    this.lines = new Lines(out);
  }

  @Override
  public Integer call() throws IOException, MediaException, InterruptedException {
    requireUsable();
    try (Workspace workspace = Workspace.create()) {
      warmUp(workspace);
      Subject subject = Subject.of(video == null ? clip(workspace, 1920, 1080, seconds) : video);
      out.println(subject.facts());
      Passes passes = new Passes(subject, workspace);
      if (nativeOnly) {
        compareWhole(passes, subject, workspace);
        return 0;
      }
      Measured one = compare(passes);
      compareWhole(passes, subject, workspace);
      Copies.compare(passes, lines);
      compareJavaCv(passes, subject, workspace, one);
    }
    return 0;
  }

  private void requireUsable() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not called from the command line");
    }
    if (video != null && !Files.isRegularFile(video)) {
      throw new ParameterException(command.commandLine(), "There is no file \"" + video + "\".");
    }
    if (nativeOnly && ffmpeg == null) {
      throw new ParameterException(
          command.commandLine(), "--native-only needs a native command: --ffmpeg PATH.");
    }
    if (seconds < 1 || rounds < 1) {
      throw new ParameterException(
          command.commandLine(), "--seconds and --rounds must be at least 1.");
    }
  }

  private static Path clip(Workspace workspace, int width, int height, int seconds)
      throws MediaException {
    Path clip = workspace.file("clip-" + height + ".mp4");
    SampleClip.of(width, height, 30, Duration.ofSeconds(seconds)).write(clip);
    return clip;
  }

  private static void warmUp(Workspace workspace)
      throws IOException, MediaException, InterruptedException {
    Subject small = Subject.of(clip(workspace, 640, 360, 1));
    Passes passes = new Passes(small, workspace);
    passes.together();
    JavaCvRun.measure(small, passes.rungs(), Largest.COPIED, workspace);
  }

  /** Runs the pass, the platform and the native command in turns. */
  private void compareWhole(Passes passes, Subject subject, Workspace workspace)
      throws IOException, MediaException, InterruptedException {
    Path small = clip(workspace, 640, 360, 1);
    List<List<Measured>> turns = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Measured> turn = new ArrayList<>();
      turn.add(PlatformRun.measure(
          "the platform, end to end", subject.file(), small, passes.recipe(), workspace));
      if (ffmpeg != null) {
        turn.add(NativeRun.measure(ffmpeg, subject, passes.rungs(), passes.hasSound(), workspace));
        turn.add(passes.together());
      }
      turns.add(turn);
      out.println();
      turn.forEach(lines::print);
    }
    List<Measured> least = Measured.leastOfEach(turns);
    if (ffmpeg != null) {
      out.println();
      lines.ratio("the platform relative to native ffmpeg", least.get(0), least.get(1));
      lines.ratio("the pass alone relative to native ffmpeg", least.get(2), least.get(1));
    }
  }

  /** Compares JavaCV with the pass alone, since JavaCV neither inspects nor commits. */
  private void compareJavaCv(Passes passes, Subject subject, Workspace workspace, Measured one)
      throws IOException, MediaException, InterruptedException {
    out.println();
    for (Largest largest : Largest.values()) {
      Measured theirs = JavaCvRun.measure(subject, passes.rungs(), largest, workspace);
      lines.print(theirs);
      lines.ratio("the pass alone relative to that", one, theirs);
    }
  }

  private Measured compare(Passes passes) throws IOException, MediaException, InterruptedException {
    List<Measured> together = new ArrayList<>();
    List<List<Measured>> apart = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      apart.add(passes.apart());
      together.add(passes.together());
    }
    List<Measured> least = Measured.leastOfEach(apart);
    Measured sum = Measured.sum("all of them, one by one", least);
    Measured one = Measured.least(together);
    out.printf(Locale.ROOT, "%n%-40s %10s %10s%n", "", "CPU", "wall");
    least.forEach(lines::print);
    lines.print(sum);
    lines.print(one);
    out.printf(
        Locale.ROOT,
        "%nratio of CPU: %.2f; of wall time: %.2f%n",
        one.cpuShareOf(sum),
        one.wallShareOf(sum));
    return one;
  }
}
