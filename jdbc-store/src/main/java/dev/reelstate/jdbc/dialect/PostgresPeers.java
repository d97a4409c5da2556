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
 * Other processes on the same PostgreSQL, told by NOTIFY and heard by LISTEN that tasks are ready.
 * Thread-safe.
 *
 * <p>Implementation notes. A commit that notifies excludes all others that do, so what is to be
 * told is told afterwards, in a transaction of its own, at most once in 10 ms; what comes in
 * between is told at the end of that time. Listening needs a connection of its own, for as long as
 * somebody here wants to hear. It is asked a question now and then, as one that is dead says
 * nothing. While there is none, those who poll have to poll more often.
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

  /** Tells the others soon. */
  public void tell() {
    if (toTell.compareAndSet(false, true)) {
      long wait = toldAt + PAUSE.toNanos() - System.nanoTime();
      try {
        Future<?> unused = teller.schedule(this::tellNow, Math.max(0, wait), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Others are not told, as the store is closed", e);
      }
    }
  }

  /** Begins to listen, unless it has begun. */
  public synchronized void listen(Runnable heard) {
    if (listener == null) {
      listener = daemon(() -> listenAll(heard), "reelstate-listen");
      listener.start();
    }
  }

  /** Whether the others are heard. */
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
      LOG.debug("Others could not be told of ready tasks; they will find them", e);
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
          LOG.warn("Other processes are not heard and are polled instead: {}", e.getMessage());
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
        heard.run(); // what became ready before
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

  /** Waits for a while; true if closed. */
  private boolean isClosed(Duration longest) {
    try {
      return closed.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Stops; the listening thread is woken by a notification of its own. */
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
