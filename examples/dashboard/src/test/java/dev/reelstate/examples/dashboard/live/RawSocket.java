package dev.reelstate.examples.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A hand-written Socket.IO client, so that a test can send what the official client never would.
 */
final class RawSocket implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLOSED = "closed";

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private final List<JsonNode> events = new ArrayList<>();

  private RawSocket(int port, @Nullable String origin) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (origin != null) {
      builder.header("Origin", origin);
    }
    socket = builder
        .connectTimeout(Duration.ofMinutes(1))
        .buildAsync(
            URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"), this)
        .join();
  }

  static RawSocket open(int port) {
    return new RawSocket(port, null);
  }

  static RawSocket open(int port, String origin) {
    return new RawSocket(port, origin);
  }

  /** Connects with a token, and waits until it is accepted. */
  static RawSocket open(int port, String origin, String token) throws Exception {
    RawSocket socket = new RawSocket(port, origin.isEmpty() ? null : origin);
    socket.send("40{\"token\":\"" + token + "\"}");
    socket.await("40{");
    return socket;
  }

  void send(String packet) {
    socket.sendText(packet, true).join();
  }

  /** Sends a request, and waits for its acknowledgement; events that arrive earlier are kept. */
  JsonNode ask(String event, String argument) throws Exception {
    send("427[\"" + event + "\"," + argument + "]");
    return JSON.readTree(await("437").substring(3)).get(0);
  }

  /** The next packet with the given prefix. */
  String await(String beginning) throws Exception {
    while (true) {
      String message = messages.poll(60, TimeUnit.SECONDS);
      if (message == null) {
        throw new TimeoutException("No packet " + beginning + " arrived.");
      }
      if (message.startsWith(beginning)) {
        return message;
      }
      if (message.equals(CLOSED)) {
        throw new IllegalStateException("The connection was closed.");
      }
      keep(message);
    }
  }

  private void keep(String message) throws Exception {
    if (message.startsWith("42[")) {
      events.add(JSON.readTree(message.substring(2)).get(1));
    }
  }

  /** Waits until the given number of durable events have arrived in total. */
  List<JsonNode> durable(int count) throws Exception {
    while (durable().size() < count) {
      String message = messages.poll(60, TimeUnit.SECONDS);
      if (message == null) {
        throw new TimeoutException(
            "Only " + durable().size() + " of " + count + " events arrived.");
      }
      keep(message);
    }
    return durable();
  }

  /** The durable events that have arrived. */
  List<JsonNode> durable() throws Exception {
    for (String message = messages.poll(); message != null; message = messages.poll()) {
      keep(message);
    }
    return events.stream().filter(event -> !event.get("event_number").isNull()).toList();
  }

  boolean isClosedSoon() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < end) {
      String message = messages.poll(100, TimeUnit.MILLISECONDS);
      if (CLOSED.equals(message) || !canSend()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Java's client does not always report that the other side has closed, but sending fails then.
   */
  private boolean canSend() throws InterruptedException {
    try {
      socket.sendText("3", true).get(5, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      if (message.equals("2")) {
        CompletableFuture<WebSocket> unused = from.sendText("3", true); // a heartbeat
      } else {
        messages.add(message);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    messages.add(CLOSED);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add(CLOSED);
  }

  /** Drops the connection without closing it properly, like a broken network. */
  @Override
  public void close() {
    socket.abort();
  }
}
