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
 * What one decode for everything saves, and what copying saves: the standard outputs by one pass
 * over a file, by the whole platform, by JavaCV's grabber and recorders and, if there is one, by a
 * native {@code ffmpeg}, against one pass for each of them.
 *
 * <p>Passes and JavaCV run one after the other in this process, which has loaded its libraries and
 * compiled its code before, so that nothing but the passes is counted. CPU is user and system time
 * of all threads of the process, by the operating system. The sound is encoded once on either side
 * for HLS and once for the MP4 of its own, so that the difference is that of the pictures.
 */
@Command(
    name = "media",
    header = "All outputs of a video in one pass, against other ways to them.",
    description =
        "Makes poster, storyboard, three HLS rungs and MP4 in several ways; prints CPU and wall time, and the ratios.")
final class MediaBenchmark implements Callable<Integer> {

  private final PrintStream out;
  private final Lines lines;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "VIDEO",
      description = "What to render; by default a clip of 60 s in 1920x1080 that is made for it.")
  private @Nullable Path video;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the clip that is made.",
      defaultValue = "60")
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often each side is measured, in turns; the least counts. By default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int rounds;

  @Option(
      names = "--ffmpeg",
      paramLabel = "PATH",
      description =
          "A native ffmpeg with libopenh264, which then makes the same outputs with one command.")
  private @Nullable Path ffmpeg;

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
      Measured one = compare(passes);
      compareWhole(passes, subject, workspace, one);
      Copies.compare(passes, lines);
      compareJavaCv(passes, subject, workspace, one);
    }
    return 0;
  }

  private void requireUsable() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not called by the command line");
    }
    if (video != null && !Files.isRegularFile(video)) {
      throw new ParameterException(command.commandLine(), "There is no file \"" + video + "\".");
    }
    if (seconds < 1 || rounds < 1) {
      throw new ParameterException(command.commandLine(), "--seconds and --rounds are at least 1.");
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

  private void compareWhole(Passes passes, Subject subject, Workspace workspace, Measured one)
      throws IOException, MediaException, InterruptedException {
    Measured platform = PlatformRun.measure(
        "the platform, end to end",
        subject.file(),
        clip(workspace, 640, 360, 1),
        passes.recipe(),
        workspace);
    out.println();
    lines.print(platform);
    if (ffmpeg != null) {
      Measured theirs =
          NativeRun.measure(ffmpeg, subject, passes.rungs(), passes.hasSound(), workspace);
      lines.print(theirs);
      lines.ratio("the platform to native ffmpeg", platform, theirs);
      lines.ratio("the pass alone to native ffmpeg", one, theirs);
    }
  }

  /** The pass alone is what compares: JavaCV neither inspects nor commits. */
  private void compareJavaCv(Passes passes, Subject subject, Workspace workspace, Measured one)
      throws IOException, MediaException, InterruptedException {
    out.println();
    for (Largest largest : Largest.values()) {
      Measured theirs = JavaCvRun.measure(subject, passes.rungs(), largest, workspace);
      lines.print(theirs);
      lines.ratio("the pass alone to that", one, theirs);
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
