package dev.reelstate.examples.dashboard.live;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import dev.reelstate.ReelstateException;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoListener;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.Caller;
import dev.reelstate.examples.dashboard.view.EventView;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of videos to Socket.IO clients, as {@code video_processing_update}. Clients
 * subscribe to a project or to a video, and receive each durable event once and in order, starting
 * at the position that they give. Copy this class and its package into your own application; it
 * needs a platform, a server and an {@link Access} that checks tokens.
 *
 * <p>Clients send {@code subscribe} with {@code {project_id, after?}} or {@code {video_id,
 * after?}}. The acknowledgement is the start position, {@code {room, cursor}}, or an error,
 * {@code {error: {code, detail}}}. After a lost connection they send their last position as
 * {@code after}: the {@code cursor} of the last event for projects, its {@code event_number} for a
 * video. With {@code aliases: true} in a request, all events of the connection also have the names
 * of older clients.
 *
 * <p>Implementation notes. One thread sends. Network threads never wait for the database, and
 * nobody waits for a slow client. The only state per client is its position: while its connection
 * is blocked, nothing is sent, and the missed events are read again once it is writable. Until its
 * token is accepted, a client is in no room and its requests are refused; after a while it is
 * disconnected.
 */
public final class SocketBridge implements AutoCloseable {

  /** The event that clients listen to. */
  public static final String EVENT = "video_processing_update";

  private static final Logger LOG = LoggerFactory.getLogger(SocketBridge.class);
  private static final String CALLER = "caller";
  private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final VideoPlatform platform;
  private final SocketIOServer server;
  private final SocketIONamespace namespace;
  private final Access access;
  private final Connections connections = new Connections();
  private final Map<UUID, ClientFeed> clients = new HashMap<>();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "dashboard-sockets"));
  private final ExecutorService lookups =
      Executors.newFixedThreadPool(2, task -> daemon(task, "dashboard-subscriptions"));
  private final AtomicBoolean awake = new AtomicBoolean();
  private final EventFeed feed;
  private final Registration progress;

  /**
   * Registers listeners with the platform and the server. The server must not be running yet; the
   * caller starts and stops it.
   */
  public SocketBridge(VideoPlatform platform, SocketIOServer server, Access access) {
    this.platform = platform;
    this.server = server;
    this.access = access;
    this.namespace = server.getNamespace("");
    server.setPipelineFactory(connections);
    this.feed = new EventFeed(platform, this::wakeUp);
    this.progress = platform.events().listen(new VideoListener() {
      @Override
      public void onProgress(VideoId videoId, Progress now) {
        offer(videoId, now);
      }
    });
    namespace.addAuthTokenListener(this::authenticate);
    namespace.addEventListener("subscribe", Object.class, this::subscribe);
    namespace.addEventListener("unsubscribe", Object.class, this::unsubscribe);
    namespace.addDisconnectListener(client -> run(() -> clients.remove(client.getSessionId())));
    Future<?> unused = sender.scheduleWithFixedDelay(this::cutOffUnknown, 1, 1, TimeUnit.SECONDS);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private AuthTokenResult authenticate(@Nullable Object sent, SocketIOClient client) {
    Object token = sent instanceof Map<?, ?> fields ? fields.get("token") : null;
    Optional<Caller> caller = access.authenticate(token instanceof String text ? text : null);
    if (caller.isEmpty()) {
      return new AuthTokenResult(
          false, Map.of("message", "unauthorized", "data", Map.of("status", 401)));
    }
    client.set(CALLER, caller.get());
    return AuthTokenResult.AuthTokenResultSuccess;
  }

  /**
   * Disconnects unauthenticated clients: the server admits those that send no token at all, and
   * keeps those connected whose token was refused.
   */
  private void cutOffUnknown() {
    Instant oldest = Instant.now().minus(LONGEST_UNKNOWN);
    for (SocketIOClient client : server.getAllClients()) {
      if (!client.has(CALLER) && client.getHandshakeData().getTime().toInstant().isBefore(oldest)) {
        connections.cutOff(client);
      }
    }
  }

  private void subscribe(SocketIOClient client, @Nullable Object wish, AckRequest answer) {
    lookUp(client, wish, answer, (caller, request) -> {
      Subscription subscription = subscription(caller, request);
      List<EventView> missed = missed(request, subscription);
      run(() -> {
        ClientFeed sending =
            clients.computeIfAbsent(client.getSessionId(), id -> new ClientFeed(client));
        if (request.aliases()) {
          sending.sendAliases();
        }
        client.joinRoom(subscription.room());
        answer.sendAckData(Map.of("room", subscription.room(), "cursor", subscription.position()));
        missed.forEach(view -> sending.emit(Encoded.of(view)));
        sending.subscribe(subscription);
        if (!client.isChannelOpen()) {
          clients.remove(client.getSessionId());
        }
      });
      wakeUp();
    });
  }

  /** The missed events of a subscription to one video, which are read before anything is sent. */
  private List<EventView> missed(Request request, Subscription subscription) {
    VideoId video = request.video();
    Long after = request.after();
    if (video == null || after == null) {
      return List.of();
    }
    List<EventView> missed = feed.replay(video, after);
    if (!missed.isEmpty()) {
      subscription.hasHadNumber(missed.get(missed.size() - 1).eventNumber());
    }
    return missed;
  }

  private Subscription subscription(Caller caller, Request request) throws RefusedException {
    long head = feed.head();
    VideoId video = request.video();
    Long after = request.after();
    if (video != null) {
      String project = feed.project(video)
          .orElseThrow(() -> new RefusedException("not_found", "There is no such video."));
      require(caller, project);
      long number =
          after != null ? after : platform.find(video).map(Video::eventNumber).orElse(0L);
      return Subscription.ofVideo(caller, video, head, number);
    }
    String project = request.project();
    if (!project.equals(Subscription.ALL)) {
      require(caller, project);
    }
    if (after != null && after > head && after > platform.events().end().position()) {
      throw new RefusedException(
          "resync",
          "This server does not know the cursor; reload the list and subscribe without it.");
    }
    return Subscription.ofProject(caller, project, after == null ? head : after);
  }

  private static void require(Caller caller, String project) throws RefusedException {
    if (!caller.mayUse(project)) {
      throw new RefusedException("forbidden", "You have no access to this project.");
    }
  }

  private void unsubscribe(SocketIOClient client, @Nullable Object wish, AckRequest answer) {
    lookUp(
        client,
        wish,
        answer,
        (caller, request) -> run(() -> {
          ClientFeed sending = clients.get(client.getSessionId());
          if (sending != null) {
            sending.unsubscribe(request.room());
          }
          client.leaveRoom(request.room());
          answer.sendAckData(Map.of("room", request.room()));
        }));
  }

  /** The handling of a request on a thread that may wait for the database. */
  @FunctionalInterface
  private interface Work {
    void run(Caller caller, Request request) throws RefusedException;
  }

  private void lookUp(SocketIOClient client, @Nullable Object wish, AckRequest answer, Work work) {
    Caller caller = client.get(CALLER);
    if (caller == null) {
      refuse(answer, "unauthorized", "Connect with a token first.");
      connections.cutOff(client);
      return;
    }
    Future<?> unused = lookups.submit(() -> {
      try {
        work.run(caller, Request.of(wish));
      } catch (RefusedException e) {
        refuse(answer, e.code(), e.getMessage());
      } catch (ReelstateException e) {
        refuse(answer, "unavailable", e.failure().message());
      } catch (RuntimeException e) {
        LOG.error("A subscription failed", e);
        refuse(answer, "internal", "This is a bug; see the server's log for details.");
      }
    });
  }

  private static void refuse(AckRequest answer, String code, @Nullable String detail) {
    answer.sendAckData(Map.of("error", Map.of("code", code, "detail", String.valueOf(detail))));
  }

  private void offer(VideoId id, Progress now) {
    String project = feed.project(id).orElse("");
    Encoded content =
        Encoded.of(EventView.progress(id.toString(), project, feed.status(id), now, Instant.now()));
    run(() -> clients.values().forEach(client -> client.offerProgress(id, project, content)));
    wakeUp();
  }

  /** Sends a message that is not a stored event to the subscribers of a video. */
  public void tell(String type, Video video, String message) {
    Encoded content = Encoded.of(EventView.note(
        type,
        video.id().toString(),
        video.project(),
        video.status().wireName(),
        message,
        Instant.now()));
    run(() ->
        clients.values().forEach(client -> client.tell(video.id(), video.project(), content)));
  }

  /** The number of connected clients. */
  public int clients() {
    return server.getAllClients().size();
  }

  private void wakeUp() {
    if (!awake.getAndSet(true)) {
      run(this::sendAll);
    }
  }

  private void sendAll() {
    awake.set(false);
    boolean more = false;
    for (ClientFeed client : clients.values()) {
      more |= client.send(feed);
    }
    if (more && !sender.isShutdown()) {
      Future<?> unused = sender.schedule(this::wakeUp, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void run(Runnable work) {
    if (sender.isShutdown()) {
      return;
    }
    sender.execute(() -> {
      try {
        work.run();
      } catch (ReelstateException e) {
        LOG.warn("Events cannot be read now; clients will get them later", e);
        Future<?> unused = sender.schedule(this::wakeUp, 1, TimeUnit.SECONDS);
      } catch (RuntimeException e) {
        LOG.error("Events could not be sent to clients", e);
      }
    });
  }

  /** Stops sending. The server and the platform stay open. */
  @Override
  public void close() {
    progress.close();
    feed.close();
    lookups.shutdownNow();
    sender.shutdownNow();
  }
}
