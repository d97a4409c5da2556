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
 * Draws one progress bar for each video, with rate and time left. On a terminal the bars are drawn over and over; elsewhere (in a
 * log file, say) a line is written when a status changes. Thread-safe.
 */
public final class ConsoleProgress implements VideoListener {

  private static final int WIDTH = 28;
  private static final String CLEAR = "\r\u001b[2K";

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

  /** Draws to standard error, names videos by the end of their identity. */
  public static ConsoleProgress create() {
    return on(System.err, isTerminal(), id -> "video " + id.toString().substring(28));
  }

  /**
   * Draws to a stream.
   *
   * @param terminal whether the stream understands ANSI escape sequences
   * @param titles what a video is called
   */
  public static ConsoleProgress on(
      PrintStream out, boolean terminal, Function<VideoId, String> titles) {
    return new ConsoleProgress(out, terminal, titles);
  }

  /** From JDK 22 on a console may be there without a terminal behind it, and says so with a method that JDK 17 lacks. */
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
    if (terminal) {
      draw();
    } else {
      out.println(line(event.videoId(), row));
    }
  }

  @Override
  public synchronized void onProgress(VideoId videoId, Progress progress) {
    row(videoId).progress = progress;
    if (terminal) {
      draw();
    }
  }

  private Row row(VideoId id) {
    return rows.computeIfAbsent(id, key -> new Row());
  }

  private void draw() {
    StringBuilder screen = new StringBuilder(drawn > 0 ? String.format("\u001b[%dA", drawn) : "");
    rows.forEach((id, row) -> screen.append(CLEAR).append(line(id, row)).append('\n'));
    drawn = rows.size();
    out.print(screen);
    out.flush();
  }

  private String line(VideoId id, Row row) {
    Double fraction = row.progress.fraction();
    String bar = fraction == null ? " ".repeat(WIDTH) : bar(fraction);
    String percent =
        fraction == null ? "   ?" : String.format(Locale.ROOT, "%3.0f%%", fraction * 100);
    return String.format(
        Locale.ROOT,
        "%-24s [%s] %s %-10s%s",
        shortened(titles.apply(id)),
        bar,
        percent,
        row.status.wireName(),
        pace(row));
  }

  private static String bar(double fraction) {
    int full = (int) Math.round(fraction * WIDTH);
    return "#".repeat(full) + "-".repeat(WIDTH - full);
  }

  private static String pace(Row row) {
    Double rate = row.progress.rate();
    Duration left = row.progress.timeLeft();
    if (row.status != VideoStatus.PROCESSING || rate == null || left == null) {
      return "";
    }
    return String.format(
        Locale.ROOT, " %5.1fx  %d:%02d left", rate, left.toMinutes(), left.toSecondsPart());
  }

  /** Names come from users: what is not a plain character could steer the terminal. */
  private static String shortened(String title) {
    String plain = title.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 24 ? plain : plain.substring(0, 23) + "…";
  }
}
