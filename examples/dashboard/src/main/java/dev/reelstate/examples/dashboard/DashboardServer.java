package dev.reelstate.examples.dashboard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.api.WebServer;
import dev.reelstate.examples.dashboard.hooks.Webhooks;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.live.SocketServer;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The complete dashboard: a platform, Socket.IO and the web server. Closing it stops them in
 * reverse order.
 */
public final class DashboardServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Deque<Runnable> ends = new ArrayDeque<>();
  private final VideoPlatform platform;
  private final int port;
  private final int socketPort;

  private DashboardServer(Settings settings, Access access, Recipe recipe) throws IOException {
    try {
      Path media = Files.createDirectories(settings.folder().resolve("media"));
      JdbcVideoStore store = store(settings.database(), settings.folder());
      platform = VideoPlatform.builder()
          .store(store)
          .storage(FileStorage.at(media))
          .recipe(recipe)
          .maxUploadBytes(settings.limits().uploadBytes())
          .build();
      ends.push(platform::close);
      platform.start();
      SocketServer sockets =
          SocketServer.create(settings.address().host(), settings.address().socketPort());
      SocketBridge bridge = new SocketBridge(platform, sockets, access);
      ends.push(bridge::close);
      socketPort = sockets.listen();
      ends.push(sockets::stop);
      Trash trash =
          new Trash(platform, settings.folder().resolve("trash.properties"), settings.undo());
      ends.push(trash::close);
      Webhooks hooks = new Webhooks(
          platform,
          store.events(),
          settings.folder().resolve("webhooks.known"),
          settings.outside().webhooks());
      ends.push(hooks::close);
      WebServer web = new WebServer(settings, platform, access, bridge, socketPort, trash, hooks);
      ends.push(web::close);
      port = web.start();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a dashboard. */
  public static DashboardServer start(Settings settings, Access access, Recipe recipe)
      throws IOException {
    return new DashboardServer(settings, access, recipe);
  }

  private JdbcVideoStore store(@Nullable String url, Path folder) {
    if (url == null) {
      return JdbcVideoStore.openH2(folder.resolve("database"));
    }
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setAutoCommit(false);
    pool.setConnectionTimeout(PATIENCE.toMillis());
    pool.setInitializationFailTimeout(-1); // the store reports a better error
    HikariDataSource source = new HikariDataSource(pool);
    ends.push(source::close);
    return JdbcVideoStore.open(source);
  }

  /** The platform. */
  public VideoPlatform platform() {
    return platform;
  }

  /** The port of the web server. */
  public int port() {
    return port;
  }

  /** The port of Socket.IO. */
  public int socketPort() {
    return socketPort;
  }

  /** Closes every part, even if closing another one fails. */
  @Override
  public void close() {
    RuntimeException fault = null;
    while (!ends.isEmpty()) {
      try {
        ends.pop().run();
      } catch (RuntimeException e) {
        if (fault == null) {
          fault = e;
        } else {
          fault.addSuppressed(e);
        }
      }
    }
    if (fault != null) {
      throw fault;
    }
  }
}
