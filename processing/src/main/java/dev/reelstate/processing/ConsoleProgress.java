package dev.reelstate.processing;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Draws a progress bar for each video, with its rate and the time left. On a terminal the bars are
 * redrawn in place; elsewhere (in a log file, say) a line is printed whenever a status changes.
 * Thread-safe.
 */
public final class ConsoleProgress implements VideoListener {

  /** Keeps a line within 80 columns, so that no terminal wraps it. */
  private static final int BAR = 20;

  private static final int TITLE = 20;

  /**
   * Bars beyond this number are counted instead of drawn: lines that have scrolled off the screen
   * cannot be overwritten.
   */
  private static final int MOST_BARS = 16;

  private final PrintStream out;
  private final boolean terminal;
  private final Function<VideoId, String> titles;
  private final Map<VideoId, Row> rows = new LinkedHashMap<>();
  private int drawn;

  private static final class Row {
    private VideoStatus status = VideoStatus.UPLOADING;
    private Progress progress = Progress.UNKNOWN;
  }

  private ConsoleProgress(PrintStream out, boolean terminal, Function<VideoId, String> titles) {
    this.out = out;
    this.terminal = terminal;
    this.titles = titles;
  }

  /** Draws to standard error, naming videos by the end of their identity. */
  public static ConsoleProgress create() {
    return on(System.err, isTerminal(), id -> "video " + id.toString().substring(28));
  }

  /**
   * Draws to a stream.
   *
   * @param terminal whether the stream understands ANSI escape sequences
   * @param titles returns the title of a video
   */
  public static ConsoleProgress on(
      PrintStream out, boolean terminal, Function<VideoId, String> titles) {
    return new ConsoleProgress(out, terminal, titles);
  }

  /**
   * From JDK 22 on, a console may exist without a terminal. It reports this with a method that JDK
   * 17 lacks.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public synchronized void onStatusChanged(VideoEvent.StatusChanged event) {
    Row row = row(event.videoId());
    row.status = event.to();
    if (!terminal) {
      out.println(line(event.videoId(), row));
    } else if (event.to().isSettled()) {
      rows.remove(event.videoId());
      draw(line(event.videoId(), row) + "\n");
    } else {
      draw("");
    }
  }

  /**
   * Progress implies that the video is being processed, even if its status changed before this
   * listener was registered.
   */
  @Override
  public synchronized void onProgress(VideoId videoId, Progress progress) {
    Row row = row(videoId);
    row.progress = progress;
    row.status = VideoStatus.PROCESSING;
    if (terminal) {
      draw("");
    }
  }

  private Row row(VideoId id) {
    return rows.computeIfAbsent(id, key -> new Row());
  }

  /** Overwrites the previous bars: first with the lines that stay, then with the current bars. */
  private void draw(String lasting) {
    StringBuilder screen = new StringBuilder(drawn > 0 ? String.format("\u001b[%dA", drawn) : "");
    screen.append("\r\u001b[J").append(lasting);
    rows.entrySet().stream()
        .limit(MOST_BARS)
        .forEach(row -> screen.append(line(row.getKey(), row.getValue())).append('\n'));
    drawn = Math.min(rows.size(), MOST_BARS);
    if (rows.size() > MOST_BARS) {
      screen.append("... and ").append(rows.size() - MOST_BARS).append(" more\n");
      drawn++;
    }
    out.print(screen);
    out.flush();
  }

  private String line(VideoId id, Row row) {
    Double fraction = row.progress.fraction();
    String bar = fraction == null ? " ".repeat(BAR) : bar(fraction);
    String percent =
        fraction == null ? "   ?" : String.format(Locale.ROOT, "%3.0f%%", fraction * 100);
    return String.format(
        Locale.ROOT,
        "%-" + TITLE + "s [%s] %s %-10s%s",
        shortened(titles.apply(id)),
        bar,
        percent,
        row.status.wireName(),
        pace(row));
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(fraction * BAR);
    return "#".repeat(full) + "-".repeat(BAR - full);
  }

  private static String pace(Row row) {
    Double rate = row.progress.rate();
    Duration left = row.progress.timeLeft();
    if (row.status != VideoStatus.PROCESSING || rate == null || left == null) {
      return "";
    }
    return String.format(
        Locale.ROOT, " %.1fx %d:%02d left", rate, left.toMinutes(), left.toSecondsPart());
  }

  /** Titles come from users, and control characters could manipulate the terminal. */
  private static String shortened(String title) {
    String plain = title.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= TITLE ? plain : plain.substring(0, TITLE - 1) + "…";
  }
}
