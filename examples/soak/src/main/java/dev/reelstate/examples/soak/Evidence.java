package dev.reelstate.examples.soak;

import dev.reelstate.spi.Receipt;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@link Journal}s of the processes of a soak, in the order of their starts. */
public final class Evidence {

  /**
   * One claim of a task, as recorded by one process.
   *
   * @param life the name of the process
   */
  public record Run(String life, TaskId task, long token, int attempt) {}

  /**
   * The report of one process about a run.
   *
   * @param sent how often it was sent: more than once if a response was lost
   * @param receipts the responses
   */
  public record Said(Run run, Outcome outcome, int sent, List<Receipt> receipts) {

    public boolean isAccepted() {
      return receipts.contains(Receipt.ACCEPTED);
    }

    /** Whether the process does not know the result of one of its reports. */
    public boolean isUnanswered() {
      return sent > receipts.size();
    }
  }

  /** An event received by the durable reader. */
  public record Seen(VideoId video, long number) {}

  private record Key(Run run, Outcome outcome) {}

  private record Attempted(TaskId task, int attempt) {}

  private final Set<VideoId> queued = new HashSet<>();
  private final Map<Run, Integer> started = new HashMap<>();
  private final Set<Attempted> ended = new HashSet<>();
  private final Map<Key, Integer> sent = new HashMap<>();
  private final Map<Key, List<Receipt>> receipts = new HashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  private Evidence() {}

  /** Reads the journals; a last line truncated by a kill is ignored. */
  static Evidence read(List<Path> journals) throws IOException {
    Evidence evidence = new Evidence();
    for (Path journal : journals) {
      if (Files.exists(journal)) {
        String text = Files.readString(journal, StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        whole.lines().forEach(line -> evidence.take(life(journal), line.split(" ", -1)));
      }
    }
    return evidence;
  }

  /** The name of the process that wrote a journal. */
  static String life(Path journal) {
    return String.valueOf(journal.getFileName()).replace(".journal", "");
  }

  private void take(String life, String[] words) {
    switch (words[0]) {
      case Journal.QUEUED -> queued.add(VideoId.of(words[1]));
      case Journal.EVENT -> seen.add(new Seen(VideoId.of(words[1]), Long.parseLong(words[2])));
      case Journal.STARTED -> started.merge(run(life, words), 1, Integer::sum);
      case Journal.ENDED -> {
        Run run = run(life, words);
        ended.add(new Attempted(run.task(), run.attempt()));
      }
      case Journal.SENT -> sent.merge(key(life, words), 1, Integer::sum);
      case Journal.ANSWERED ->
        receipts
            .computeIfAbsent(key(life, words), key -> new ArrayList<>())
            .add(Receipt.valueOf(words[5]));
      default ->
        throw new IllegalStateException(
            "A journal contains the unknown entry \"" + words[0] + "\".");
    }
  }

  private static Key key(String life, String[] words) {
    return new Key(run(life, words), Outcome.valueOf(words[4]));
  }

  private static Run run(String life, String[] words) {
    String[] task = words[1].split("/", -1);
    TaskId id = new TaskId(
        VideoId.of(task[0]), Integer.parseInt(task[1]), task[2], Integer.parseInt(task[3]));
    return new Run(life, id, Long.parseLong(words[2]), Integer.parseInt(words[3]));
  }

  /** The videos that the store has confirmed as queued. */
  public Set<VideoId> queued() {
    return queued;
  }

  /** The number of times each run was started; more than once means a claim given out twice. */
  public Map<Run, Integer> started() {
    return started;
  }

  /** Whether a step completed an attempt at a task, in any process. */
  public boolean hasEnded(TaskId task, int attempt) {
    return ended.contains(new Attempted(task, attempt));
  }

  /** The reports. */
  public List<Said> said() {
    return sent.entrySet().stream()
        .map(entry -> new Said(
            entry.getKey().run(),
            entry.getKey().outcome(),
            entry.getValue(),
            receipts.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  /** The events received by the durable reader in all its processes, in order. */
  public List<Seen> seen() {
    return seen;
  }

  /** The number of runs that a process has started. */
  long runs(String life) {
    return started.keySet().stream().filter(run -> run.life().equals(life)).count();
  }

  /** The runs of a process that have not been reported yet. */
  List<Run> openRuns(String life) {
    Set<Run> reported = new HashSet<>();
    sent.keySet().forEach(key -> reported.add(key.run()));
    return started.keySet().stream()
        .filter(run -> run.life().equals(life) && !reported.contains(run))
        .toList();
  }
}
