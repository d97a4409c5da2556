package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Event;
import dev.reelstate.evaluation.EventScore;
import dev.reelstate.evaluation.EventSequence;
import dev.reelstate.evaluation.EventSettings;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.examples.evaluate.input.EventFile;
import dev.reelstate.examples.evaluate.input.Milliseconds;
import dev.reelstate.examples.evaluate.input.UnusableException;
import dev.reelstate.examples.evaluate.sections.EventReport;
import dev.reelstate.processing.format.LossReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores events by their time. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores events by their time, one to one within a class.",
      "",
      "The files are CSV: class,time_ms, and then the score, if there is one. With a header they"
          + " may have the columns score and video, too; videos are what the intervals draw from."
    },
    optionListHeading = "%n")
final class EventsCommand extends ScoreCommand<EventScore> {

  @Option(names = "--truth", required = true, paramLabel = "FILE", description = "What happened.")
  private Path truth = Path.of("");

  @Option(
      names = "--detections",
      required = true,
      paramLabel = "FILE",
      description = "What the model reports.")
  private Path detections = Path.of("");

  @Option(
      names = "--tolerance-ms",
      required = true,
      paramLabel = "N",
      description = "How far a detection may be from its event, in milliseconds, inclusive.")
  private String tolerance = "";

  EventsCommand(PrintStream out) {
    super(out);
  }

  @Override
  Path found() {
    return detections;
  }

  @Override
  Evaluated<EventScore> evaluate(Path output) throws UnusableException {
    EventSettings settings = settings();
    List<EventSequence> sequences = sequences(output);
    EventScore score = Evaluation.events(sequences, settings);
    return new Evaluated<>(
        score,
        new Evaluated.Source("Events", truth, output, LossReport.none(), Set.of()),
        EventsCommand::slice,
        run -> EventReport.sections(run, score, sequences));
  }

  private static EventScore slice(Slice slice) throws UnusableException {
    throw new UnusableException(
        "Events have no slices, but a gate asks for " + slice + "; a rule may name a class.");
  }

  private EventSettings settings() throws UnusableException {
    Duration time = tolerance();
    try {
      return new EventSettings(time);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(
          "A tolerance of " + tolerance + " ms is not between 0 and one day.", e);
    }
  }

  private Duration tolerance() throws UnusableException {
    try {
      return Milliseconds.parse(tolerance);
    } catch (IllegalArgumentException e) {
      throw new UnusableException("--tolerance-ms: " + e.getMessage(), e);
    }
  }

  private List<EventSequence> sequences(Path found) throws UnusableException {
    Map<String, List<Event>> happened = EventFile.read(truth);
    Map<String, List<Event>> reported = EventFile.read(found);
    Set<String> names = new LinkedHashSet<>(happened.keySet());
    names.addAll(reported.keySet());
    if (names.size() > 1 && names.contains("")) {
      throw new UnusableException(
          "Either " + truth + " or " + found + " names videos, but not both of them do.");
    }
    List<EventSequence> sequences = new ArrayList<>();
    for (String name : names.isEmpty() ? Set.of("") : names) {
      sequences.add(EventSequence.of(
          name.isEmpty() ? String.valueOf(truth.getFileName()) : name,
          happened.getOrDefault(name, List.of()),
          reported.getOrDefault(name, List.of())));
    }
    return sequences;
  }
}
