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
 * What one process saw and did, in a file of its own: a line each, handed to the system in one
 * write before the next thing is done, so that a kill takes no line that was written.
 * {@link Evidence} reads it. Thread-safe.
 */
final class Journal implements AutoCloseable {

  static final String QUEUED = "queued";
  static final String STARTED = "started";
  static final String ENDED = "ended";
  static final String SENT = "sent";
  static final String ANSWERED = "answered";
  static final String EVENT = "event";

  /** Not a channel: the interrupt of one thread that writes would close it for all. */
  private final FileOutputStream file;

  private Journal(FileOutputStream file) {
    this.file = file;
  }

  static Journal create(Path path) throws IOException {
    return new Journal(new FileOutputStream(path.toFile()));
  }

  /** The store has said that the video is queued. */
  void queued(VideoId id) {
    write(QUEUED + " " + id);
  }

  /** A step begins with a task. */
  void started(Claim claim) {
    write(STARTED + " " + text(claim));
  }

  /** A step has done a task, and has yet to return. */
  void ended(Claim claim) {
    write(ENDED + " " + text(claim));
  }

  /** A report is about to be given to the store. */
  void sent(TaskReport report) {
    write(SENT + " " + text(report));
  }

  /** The store has answered a report. */
  void answered(TaskReport report, Receipt receipt) {
    write(ANSWERED + " " + text(report) + " " + receipt);
  }

  /** The durable reader was given an event. */
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
