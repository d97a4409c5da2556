package dev.reelstate.processing.worker;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One end of the pipe between host and worker: JSON messages, each preceded by its length in four
 * bytes. Writing is thread-safe.
 */
final class WorkerChannel {

  /** A longer request is a defect. */
  static final int MAX_REQUEST = 32 << 20;

  /** A longer reply is an attack or a defect: the marks of twelve hours are some 500 kB. */
  static final int MAX_REPLY = 4 << 20;

  private final int longest;
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * An end of the pipe.
   *
   * @param longest the longest message that is received, in bytes
   */
  WorkerChannel(InputStream in, OutputStream out, int longest) {
    this.longest = longest;
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  synchronized void send(WorkerMessage message) throws IOException {
    byte[] text = Json.write(message).getBytes(StandardCharsets.UTF_8);
    out.writeInt(text.length);
    out.write(text);
    out.flush();
  }

  /**
   * Waits for the next message.
   *
   * @throws EOFException when the other end has closed the pipe
   */
  <T extends WorkerMessage> T receive(Class<T> type) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > longest) {
      throw new IOException("A message length of " + length + " bytes is out of range.");
    }
    byte[] text = in.readNBytes(length);
    if (text.length < length) {
      throw new EOFException();
    }
    try {
      return Json.read(new String(text, StandardCharsets.UTF_8), type);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
