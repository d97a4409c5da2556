package dev.reelstate.examples.dashboard.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** What lies between a browser and a port of the server: it can be cut and mended, and be slow. */
final class Cable implements AutoCloseable {

  private static final int PIECE = 32 * 1024;

  private final ServerSocket entry;
  private final int target;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile long bytesPerSecond = Long.MAX_VALUE;

  private Cable(int target) throws IOException {
    this.target = target;
    entry = new ServerSocket();
    entry.setReceiveBufferSize(PIECE);
    entry.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    run(this::accept);
  }

  /** One that leads to a port of this machine. */
  static Cable to(int port) throws IOException {
    return new Cable(port);
  }

  /** Where it begins. */
  int port() {
    return entry.getLocalPort();
  }

  /** Whether there is a connection. */
  boolean isUsed() {
    return !ends.isEmpty();
  }

  /** Ends all connections, and lets none through any more. */
  void cut() {
    cut = true;
    ends.forEach(this::end);
  }

  void mend() {
    cut = false;
  }

  /** Lets only so much through to the server, on each connection. */
  void slowDown(long newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  void speedUp() {
    bytesPerSecond = Long.MAX_VALUE;
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!entry.isClosed()) {
      try {
        connect(entry.accept());
      } catch (IOException e) {
        // Somebody closed the cable.
      }
    }
  }

  private void connect(Socket near) throws IOException {
    ends.add(near);
    try {
      if (cut) {
        end(near);
        return;
      }
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      ends.add(far);
      run(() -> pass(near, far, true));
      run(() -> pass(far, near, false));
    } catch (ConnectException e) {
      // There is no server now.
      end(near);
    }
  }

  private void pass(Socket from, Socket to, boolean slowly) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        out.write(piece, 0, n);
        if (slowly) {
          LockSupport.parkNanos((long) (n * 1e9 / bytesPerSecond));
        }
      }
    } catch (IOException e) {
      // One of the two is gone, so the other goes too.
    } finally {
      ends.remove(from);
      ends.remove(to);
    }
  }

  private void end(Socket socket) {
    ends.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entry.close();
    cut();
  }
}
