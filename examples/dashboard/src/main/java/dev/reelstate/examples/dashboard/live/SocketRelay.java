package dev.reelstate.examples.dashboard.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ForbiddenResponse;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.websocket.api.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets browsers reach the Socket.IO server on the port of the page, so that there is one origin and one port. A message is taken from the server only
 * when the one before has gone out, so that a slow client shows there.
 */
public final class SocketRelay {

  private static final String PATH = "/socket.io/";
  private static final String LINK = "link";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TRY_AGAIN_LATER = 1013;
  private static final int GOING_AWAY = 1001;
  private static final int FAILED = 1011;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI target;

  /** Leads to a server on this machine. */
  public SocketRelay(int port) {
    target = URI.create("ws://127.0.0.1:" + port + PATH + "?EIO=4&transport=websocket");
  }

  /** Adds the way to a web server. */
  public void addTo(RoutesConfig routes) {
    routes.wsBeforeUpgrade(PATH, context -> {
      String origin = context.header("Origin");
      if (origin != null && !isOwn(origin, context.header("Host"))) {
        throw new ForbiddenResponse("Pages of other sites cannot connect.");
      }
    });
    routes.ws(PATH, this::connect);
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority != null && authority.equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void connect(WsConfig socket) {
    socket.onConnect(context -> {
      context.session.setIdleTimeout(
          Duration.ofMinutes(2)); // the server looks after its clients itself
      Link link = new Link(context);
      context.attribute(LINK, link);
      link.connect(http, target);
    });
    socket.onMessage(context -> {
      Link link = context.attribute(LINK);
      if (link != null) {
        link.send(context.message());
      }
    });
    socket.onClose(SocketRelay::end);
    socket.onError(SocketRelay::end);
  }

  private static void end(WsContext context) {
    Link link = context.attribute(LINK);
    if (link != null) {
      link.end();
    }
  }

  /** A browser's connection, and the one that was made for it. */
  private static final class Link implements WebSocket.Listener {
    private final WsContext browser;
    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<WebSocket> server = new CompletableFuture<>();
    private CompletableFuture<WebSocket> last = server;

    Link(WsContext browser) {
      this.browser = browser;
    }

    void connect(HttpClient http, URI target) {
      CompletableFuture<WebSocket> unused = http.newWebSocketBuilder()
          .connectTimeout(PATIENCE)
          .buildAsync(target, this)
          .whenComplete((socket, failure) -> {
            if (failure == null) {
              server.complete(socket);
            } else {
              browser.session.close(TRY_AGAIN_LATER, "try again later", Callback.NOOP);
            }
          });
    }

    /** One after the other, as they come. */
    synchronized void send(String message) {
      last = last.thenCompose(socket -> socket.sendText(message, true));
    }

    void end() {
      CompletableFuture<Void> unused = server.thenAccept(WebSocket::abort);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean whole) {
      text.append(data);
      if (!whole) {
        socket.request(1);
        return null;
      }
      String message = text.toString();
      text.setLength(0);
      browser.session.sendText(
          message, Callback.from(() -> socket.request(1), failure -> socket.abort()));
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean whole) {
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      browser.session.close(GOING_AWAY, "closed", Callback.NOOP);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      browser.session.close(FAILED, "failed", Callback.NOOP);
    }
  }
}
