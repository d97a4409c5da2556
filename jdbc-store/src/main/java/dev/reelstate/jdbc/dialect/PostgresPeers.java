package dev.reelstate.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges notifications of ready tasks with other processes on the same PostgreSQL, by NOTIFY and
 * LISTEN. Thread-safe.
 *
 * <p>Implementation notes. Commits that notify exclude each other, so a notification is sent
 * afterwards, in its own transaction, at most once every 10 ms; notifications in between are
 * combined at the end of that time. Listening needs a dedicated connection for as long as there are
 * listeners. It is probed regularly, because a dead connection stays silent. While there is none,
 * nodes have to poll more often.
 */
public final class PostgresPeers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresPeers.class);
  private static final String CHANNEL = "reelstate_ready";
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final String self = UUID.randomUUID().toString();
  private final AtomicBoolean toTell = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledExecutorService teller =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "reelstate-notify"));
  private volatile long toldAt = System.nanoTime() - PAUSE.toNanos();
  private volatile boolean listening;
  private @Nullable Thread listener;

  public PostgresPeers(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Notifies the other processes soon. */
  public void tell() {
    if (toTell.compareAndSet(false, true)) {
      long wait = toldAt + PAUSE.toNanos() - System.nanoTime();
      try {
        Future<?> unused = teller.schedule(this::tellNow, Math.max(0, wait), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Not notifying other processes, because the store is closed", e);
      }
    }
  }

  /** Starts listening, unless already started. */
  public synchronized void listen(Runnable heard) {
    if (listener == null) {
      listener = daemon(() -> listenAll(heard), "reelstate-listen");
      listener.start();
    }
  }

  /** Whether notifications from the other processes are being received. */
  public boolean isListening() {
    return listening;
  }

  private void tellNow() {
    toldAt = System.nanoTime();
    toTell.set(false);
    notifyPeers();
  }

  private void notifyPeers() {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true);
      try (PreparedStatement notify =
          connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
        notify.setString(1, self);
        notify.execute();
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      LOG.debug(
          "Could not notify other processes of ready tasks; they will find them by polling", e);
    }
  }

  private void listenAll(Runnable heard) {
    boolean warned = false;
    while (!isClosed(Duration.ZERO)) {
      try {
        listenOnce(heard);
        warned = false;
      } catch (SQLException e) {
        if (!warned) {
          LOG.warn("Cannot listen to other processes, so polling instead: {}", e.getMessage());
          LOG.debug("Listening failed", e);
        }
        warned = true;
      } finally {
        listening = false;
      }
      isClosed(AGAIN);
    }
  }

  private void listenOnce(Runnable heard) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("listen " + CHANNEL);
        listening = true;
        heard.run(); // for tasks that became ready before
        hear(connection.unwrap(PGConnection.class), statement, heard);
        statement.execute("unlisten " + CHANNEL);
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
  }

  private void hear(PGConnection connection, Statement statement, Runnable heard)
      throws SQLException {
    while (!isClosed(Duration.ZERO)) {
      PGNotification[] told = connection.getNotifications((int) PATIENCE.toMillis());
      if (told == null || told.length == 0) {
        statement.execute("select 1");
      } else if (isFromOthers(told)) {
        heard.run();
      }
    }
  }

  private boolean isFromOthers(PGNotification[] told) {
    for (PGNotification notification : told) {
      if (!notification.getParameter().equals(self)) {
        return true;
      }
    }
    return false;
  }

  /** Waits for at most a duration; true if closed. */
  private boolean isClosed(Duration longest) {
    try {
      return closed.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Stops listening. A notification to itself wakes the listening thread. */
  @Override
  public void close() {
    closed.countDown();
    teller.shutdownNow();
    Thread running;
    synchronized (this) {
      running = listener;
    }
    if (running != null) {
      notifyPeers();
      join(running);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(AGAIN.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
