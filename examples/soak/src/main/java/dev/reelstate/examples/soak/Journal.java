package dev.reelstate.examples.soak;

import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.video.VideoId;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Records the actions and observations of one process in a file, one per line. Each line is passed
 * to the operating system in one write before the process continues, so a kill loses no written
 * line. {@link Evidence} reads it. Thread-safe.
 */
final class Journal implements AutoCloseable {

  static final String QUEUED = "queued";
  static final String STARTED = "started";
  static final String ENDED = "ended";
  static final String SENT = "sent";
  static final String ANSWERED = "answered";
  static final String EVENT = "event";

  /** Not a channel: interrupting one writing thread would close it for all. */
  private final FileOutputStream file;

  private Journal(FileOutputStream file) {
    this.file = file;
  }

  static Journal create(Path path) throws IOException {
    return new Journal(new FileOutputStream(path.toFile()));
  }

  /** The store has confirmed that the video is queued. */
  void queued(VideoId id) {
    write(QUEUED + " " + id);
  }

  /** A step starts a task. */
  void started(Claim claim) {
    write(STARTED + " " + text(claim));
  }

  /** A step has completed a task, and is about to return. */
  void ended(Claim claim) {
    write(ENDED + " " + text(claim));
  }

  /** A report is about to be sent to the store. */
  void sent(TaskReport report) {
    write(SENT + " " + text(report));
  }

  /** The store has responded to a report. */
  void answered(TaskReport report, Receipt receipt) {
    write(ANSWERED + " " + text(report) + " " + receipt);
  }

  /** The durable reader has received an event. */
  void event(VideoId id, long number) {
    write(EVENT + " " + id + " " + number);
  }

  private static String text(TaskReport report) {
    return text(report.claim()) + " " + Outcomes.of(report);
  }

  private static String text(Claim claim) {
    return claim.task() + " " + claim.token() + " " + claim.attempt();
  }

  private synchronized void write(String line) {
    try {
      file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
