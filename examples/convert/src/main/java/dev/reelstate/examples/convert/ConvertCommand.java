package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.Loss;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.Reading;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: reads one format, writes another, and lists what was lost. */
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Converts annotations from one format into another.",
      "",
      "What the new format cannot hold is listed. The output appears when it is complete, or not at"
          + " all."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:converted; what was lost is listed",
      "1:nothing was written, because --no-loss was given and something would be lost",
      "2:an argument is invalid or an input cannot be read"
    })
final class ConvertCommand implements Callable<Integer> {

  static final int CONVERTED = 0;
  static final int LOSS = 1;
  static final int UNUSABLE = 2;

  private final PrintStream out;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "IN", description = "The file or folder to read.")
  private Path source = Path.of("");

  @Parameters(index = "1", paramLabel = "OUT", description = "The file or folder to write.")
  private Path target = Path.of("");

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FORMAT",
      converter = FormatName.Typed.class,
      completionCandidates = FormatName.Typed.class,
      description = "The format of IN: ${COMPLETION-CANDIDATES}.")
  private FormatName from = FormatName.COCO;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      converter = FormatName.Typed.class,
      completionCandidates = FormatName.Typed.class,
      description = "The format of OUT: ${COMPLETION-CANDIDATES}.")
  private FormatName to = FormatName.COCO;

  @Option(
      names = "--detections-of",
      paramLabel = "TRUTH",
      description = "IN has detections rather than annotations; their images and classes are those"
          + " of these annotations, in the format of IN.")
  private @Nullable Path truth;

  @Option(names = "--no-loss", description = "Write nothing if anything would be lost.")
  private boolean noLoss;

  @Mixin
  private FormatOptions options = new FormatOptions();

  ConvertCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    options.check(spec, from, to);
    LabelFormat reader = from.with(options.input());
    LabelFormat writer = to.with(options.output());
    Reading read = read(reader);
    LossReport expected = read.losses().plus(writer.losses(read.data()));
    if (noLoss && !expected.isEmpty()) {
      report(expected, "Nothing was written, because this would be lost:");
      return LOSS;
    }
    LossReport lost = read.losses().plus(write(writer, read.data()));
    out.printf(
        "Converted %,d objects on %,d images.%n",
        read.data().objects().size(), read.data().images().size());
    report(lost, "Lost:");
    return CONVERTED;
  }

  private Reading read(LabelFormat reader) {
    return truth == null
        ? reader.read(source)
        : reader.readDetections(source, reader.read(truth).data());
  }

  private LossReport write(LabelFormat writer, LabelledData data) {
    return truth == null ? writer.write(data, target) : writer.writeDetections(data, target);
  }

  private void report(LossReport losses, String heading) {
    if (losses.isEmpty()) {
      out.println("Nothing is lost.");
      return;
    }
    out.println(heading);
    for (Loss loss : losses.losses()) {
      out.printf("  %,8d  %s, first: %s%n", loss.count(), loss.kind(), loss.first());
    }
  }
}
