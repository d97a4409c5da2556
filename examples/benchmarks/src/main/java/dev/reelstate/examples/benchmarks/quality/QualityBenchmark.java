package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.examples.benchmarks.Workspace;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.recipe.Speed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares what encoders make of the same pictures; nothing fails because it is slow. */
@Command(
    name = "quality",
    header = "Bits and processor time of encoders at equal quality.",
    description =
        "Encodes the beginning of each film in one size at several qualities, measures bits, XPSNR"
            + " and CPU time, and prints the ratios at equal XPSNR (Bjøntegaard's delta) to"
            + " OpenH264 by bit rate.")
public final class QualityBenchmark implements Callable<Integer> {

  private final PrintStream out;

  @Spec
  private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "VIDEO",
      description = "Films to encode besides the generated ones.")
  private List<Path> videos = new ArrayList<>();

  @Option(
      names = "--side",
      paramLabel = "N",
      description = "Shorter side of the encoded pictures, at most that of the film (default:"
          + " ${DEFAULT-VALUE}).",
      defaultValue = "480")
  private int side;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How much of each film is encoded (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Rounds in turns, of which the least CPU time counts (default:" + " ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int rounds;

  @Option(names = "--only", description = "Only the given films, not the generated ones.")
  private boolean only;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "Keeps every measured point, and measures none again that is there.")
  private @Nullable Path results;

  @Option(
      names = "--plots",
      paramLabel = "FOLDER",
      description = "Draws the curves of each film into a PNG file.")
  private @Nullable Path plots;

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description =
          "Only these encoders, by libav's names; \"none\" for none (default: all that are"
              + " present). May be repeated.")
  private List<String> encoders = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      description = "fast, balanced or small (default: ${DEFAULT-VALUE}).",
      defaultValue = "fast")
  private Speed speed = Speed.FAST;

  @Option(
      names = "--try",
      paramLabel = "SETTINGS",
      description = "Other settings, with %% for the value: \"libx264 preset=slow crf=%%\". May be"
          + " repeated.")
  private List<String> onTrial = new ArrayList<>();

  @Option(
      names = "--values",
      paramLabel = "LIST",
      description = "The values of --try, at least five (default: ${DEFAULT-VALUE}).",
      defaultValue = "20,24,28,32,36")
  private String values;

  @Option(
      names = "--ffmpeg",
      paramLabel = "PATH",
      description = "A native ffmpeg with libx264, which encodes the same pictures.")
  private @Nullable Path ffmpeg;

  /** Creates a benchmark that prints to a stream. */
  public QualityBenchmark(PrintStream out) {
    this.out = out;
    this.values = "";
  }

  @Override
  public Integer call() throws IOException, MediaException, LibavException, InterruptedException {
    requireUsable();
    MediaNatives.require();
    try (Workspace workspace = Workspace.create()) {
      Corpus corpus = new Corpus(workspace, side, seconds);
      List<Contestant> contestants = contestants();
      Comparison comparison =
          new Comparison(contestants.stream().map(Contestant::name).toList());
      Rounds each = new Rounds(
          contestants,
          Results.in(results),
          rounds,
          ffmpeg == null ? null : new NativeTrial(ffmpeg, workspace.folder()));
      each.warmUp(corpus.small());
      for (Corpus.Film film : corpus.films(videos, !only)) {
        out.println(film.name());
        each.measure(film.name(), corpus.reference(film), comparison);
      }
      comparison.print(out);
      draw(comparison);
    }
    return 0;
  }

  private void requireUsable() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not called from the command line");
    }
    for (Path video : videos) {
      if (!Files.isRegularFile(video)) {
        throw new ParameterException(command.commandLine(), "There is no file \"" + video + "\".");
      }
    }
    if (side < 16 || rounds < 1 || !(seconds > 0) || (only && videos.isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "--side must be at least 16, --rounds at least 1, --seconds positive, and --only needs a"
              + " film.");
    }
  }

  private List<Contestant> contestants() {
    List<Contestant> all = new ArrayList<>();
    all.add(Contestant.baseline());
    Contestant.ours(speed).stream().filter(this::wanted).forEach(all::add);
    onTrial.forEach(text -> all.add(Contestant.onTrial(text, values)));
    if (ffmpeg != null) {
      all.add(Contestant.nativeX264());
    }
    return all;
  }

  private boolean wanted(Contestant one) {
    return encoders.isEmpty()
        || encoders.stream().anyMatch(name -> one.name().startsWith(name + ","));
  }

  private void draw(Comparison comparison) throws IOException {
    Path folder = plots;
    if (folder == null) {
      return;
    }
    Files.createDirectories(folder);
    for (var film : comparison.films().entrySet()) {
      String name = film.getKey().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
      Plot.write(film.getKey(), film.getValue(), folder.resolve(name + ".png"));
    }
  }
}
