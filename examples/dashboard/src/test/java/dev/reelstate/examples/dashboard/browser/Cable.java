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

/** A proxy between a browser and a port of the server, which can be cut, repaired and throttled. */
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

  /** Creates a proxy to a port of this machine. */
  static Cable to(int port) throws IOException {
    return new Cable(port);
  }

  /** The port to connect to. */
  int port() {
    return entry.getLocalPort();
  }

  /** Whether there is an open connection. */
  boolean isUsed() {
    return !ends.isEmpty();
  }

  /** Closes all connections, and refuses new ones. */
  void cut() {
    cut = true;
    ends.forEach(this::end);
  }

  void mend() {
    cut = false;
  }

  /** Limits the rate of each connection to the server. */
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
        // The proxy was closed.
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
      // The server is not running.
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
      // One side closed, so the other is closed too.
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
