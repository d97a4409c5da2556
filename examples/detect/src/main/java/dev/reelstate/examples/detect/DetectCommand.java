package dev.reelstate.examples.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.tracking.TrackerSettings;
import dev.reelstate.tracking.Tracking;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: detects, tracks, writes, and draws. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds objects in a video, and writes them in a format of the field or draws them.",
      "",
      "Files appear when they are complete, or not at all."
    },
    parameterListHeading = "%n",
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit code:%n",
    exitCodeList = {
      "0:detected; also if nothing was found",
      "1:the video, the model or the detector failed; nothing was written",
      "2:an argument is invalid or an input cannot be read"
    })
final class DetectCommand implements Callable<Integer> {

  static final int DETECTED = 0;
  static final int FAILED = 1;
  static final int UNUSABLE = 2;

  private final PrintStream out;
  private final ProgressLine progress;
  private final Proposer proposer;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(index = "0", paramLabel = "VIDEO", description = "The video.")
  private Path video = Path.of("");

  @Mixin
  private DetectorOptions detector = new DetectorOptions();

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Look at every Nth picture (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int every = 1;

  @Option(
      names = "--track",
      paramLabel = "HOW",
      description = "Follow objects: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Boxes"
          + " that belong to no track are left out.",
      defaultValue = "none")
  private Follow follow = Follow.NONE;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "The format of the file: ${COMPLETION-CANDIDATES}.")
  private @Nullable FormatName format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write, .txt for mot; it is replaced.")
  private @Nullable Path target;

  @Option(
      names = "--overlay",
      paramLabel = "FILE",
      description = "An MP4 to write, with the boxes drawn on the pictures that were looked at.")
  private @Nullable Path overlay;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Annotations of the video: the overlay then shows hits, misses and false"
          + " alarms. COCO if it is named .json, CVAT if .xml, and MOT otherwise.")
  private @Nullable Path truth;

  @Option(
      names = "--same",
      paramLabel = "TRUTH=FOUND",
      description = "A class of the truth, and what the detector calls it, such as"
          + " pedestrian=person; may be repeated.")
  private Map<String, String> same = new TreeMap<>();

  DetectCommand(PrintStream out, PrintStream err, Proposer proposer) {
    this.out = out;
    this.progress = new ProgressLine(err);
    this.proposer = proposer;
  }

  @Override
  public Integer call() throws UnusableException, InterruptedException {
    check();
    DetectionSpec spec = detector.spec(follow);
    TruthFile known = truth == null ? null : TruthFile.read(truth, same);
    Proposal found;
    try {
      found = followed(proposer.propose(video, every, spec, progress.of("Detecting")));
    } finally {
      progress.clear();
    }
    if (target != null && format != null) {
      format.write(found, String.valueOf(video.getFileName()), target);
    }
    out.println(Summary.of(found));
    if (overlay != null) {
      draw(found, known, overlay);
    }
    return DETECTED;
  }

  private void draw(Proposal found, @Nullable TruthFile known, Path file) throws UnusableException {
    Judged judged = known == null ? Judged.without(found.draft()) : known.judge(found.draft());
    try {
      OverlayFilm.draw(video, found, judged, file, progress.of("Drawing"));
    } finally {
      progress.clear();
    }
    judged.summary().ifPresent(out::println);
  }

  private Proposal followed(Proposal found) {
    Optional<TrackerSettings> settings = follow.settings(detector.threshold());
    return settings
        .map(each -> found.withDraft(Tracking.of(found.draft(), each)))
        .orElse(found);
  }

  private void check() throws UnusableException {
    require((target == null) == (format == null), "--out and --format belong together");
    require(target != null || overlay != null, "Give --out with --format, or --overlay");
    require(truth == null || overlay != null, "--truth needs --overlay");
    require(same.isEmpty() || truth != null, "--same needs --truth");
    require(every >= 1, "--every must be at least 1");
    Double threshold = detector.threshold();
    require(threshold == null || (threshold >= 0 && threshold <= 1), "--threshold is from 0 to 1");
    if (!Files.isRegularFile(video)) {
      throw new UnusableException(video + " cannot be read: there is no such file.");
    }
    writable(target);
    writable(overlay);
  }

  private static void writable(@Nullable Path file) throws UnusableException {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnusableException(file + " cannot be written: there is no folder " + folder + ".");
    }
    if (Files.isDirectory(file)) {
      throw new UnusableException(file + " cannot be written: it is a folder.");
    }
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }
}
