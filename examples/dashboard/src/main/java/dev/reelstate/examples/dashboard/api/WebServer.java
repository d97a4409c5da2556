package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.Settings;
import dev.reelstate.examples.dashboard.Trash;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.access.Passes;
import dev.reelstate.examples.dashboard.access.Proxies;
import dev.reelstate.examples.dashboard.access.RateLimit;
import dev.reelstate.examples.dashboard.annotation.AnnotationApi;
import dev.reelstate.examples.dashboard.annotation.FrameClock;
import dev.reelstate.examples.dashboard.annotation.MappedFrames;
import dev.reelstate.examples.dashboard.annotation.transfer.TransferApi;
import dev.reelstate.examples.dashboard.evaluation.RunApi;
import dev.reelstate.examples.dashboard.fetch.Sources;
import dev.reelstate.examples.dashboard.hooks.Webhooks;
import dev.reelstate.examples.dashboard.live.SocketBridge;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.examples.dashboard.view.Wire;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoQuery;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API and the page, on one port. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
  private static final String CONTENT_SECURITY =
      "default-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; img-src 'self' blob: data:;"
          + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
  private static final String DESCRIPTION = "/api/openapi.yaml";
  /** Set on a request that succeeded without reading its body. */
  static final String UNREAD = "unread";

  private static final int LARGEST_HEAD = 8 * 1024;
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int TRANSFERS = 640;

  /** What the system keeps of a response for a client that does not read it. */
  private static final int SEND_BUFFER = 256 * 1024;

  private static final int STOP = 2000;
  private static final int LINGER = 100;
  private static final long UPLOAD_CHUNK = 64L << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+]");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The configuration for the page. */
  @Wire
  record Config(
      String version,
      long maxUploadBytes,
      long uploadChunkBytes,
      long undoSeconds,
      List<String> projects,
      String user,
      int socketPort) {}

  private final Settings settings;
  private final VideoPlatform platform;
  private final int socketPort;
  private final Guard guard;
  private final EventApi events;
  private final AnnotationApi annotations;
  private final ImportApi imports;
  private final RunApi runs;
  private final Javalin server;

  /** Creates a server without starting it; closing it closes none of the given objects. */
  public WebServer(
      Settings settings,
      VideoPlatform platform,
      Access access,
      SocketBridge sockets,
      int socketPort,
      Trash trash,
      Webhooks hooks)
      throws IOException {
    this.settings = settings;
    this.platform = platform;
    this.socketPort = socketPort;
    this.guard = new Guard(
        access,
        new Proxies(settings.address().proxies()),
        new RateLimit(settings.limits().requestsPerMinute(), Duration.ofMinutes(1)));
    this.events = new EventApi(platform);
    UploadLimits uploads = new UploadLimits(
        settings.limits().uploadBytes(),
        new RateLimit(settings.limits().uploadsPerMinute(), Duration.ofMinutes(1)));
    Passes passes = Passes.at(settings.folder().resolve("playback.key"));
    FrameClock clock = new MappedFrames(platform);
    this.annotations = new AnnotationApi(
        platform,
        clock,
        settings.folder().resolve("review"),
        context -> Videos.named(context, platform));
    this.imports =
        new ImportApi(platform, uploads, new Sources(settings.outside().privateSources()));
    Videos videos = new Videos(platform, trash);
    this.runs = new RunApi(platform, context -> videos.list(context, Query.videos(context)));
    this.server = Javalin.create(config -> {
      configure(config);
      Problems.addTo(config);
      config.routes.before(this::secure);
      config.routes.before("/api/*", this::admit);
      config.routes.after("/api/*", WebServer::endUnread);
      config.routes.get("/api/config", this::config);
      config.routes.get(DESCRIPTION, WebServer::describe);
      config.routes.post("/api/session", context -> {
        guard.remember(context);
        context.status(204);
      });
      config.routes.delete("/api/session", context -> {
        guard.forget(context);
        context.status(204);
      });
      new ListApi(platform, sockets, trash).addTo(config.routes);
      new VideoApi(platform, sockets, trash).addTo(config.routes);
      new IngestApi(platform, uploads).addTo(config.routes);
      MediaApi media = new MediaApi(platform);
      media.addTo(config.routes);
      new PlaybackApi(platform, trash, media, passes).addTo(config.routes);
      new WebhookApi(hooks).addTo(config.routes);
      imports.addTo(config.routes);
      annotations.addTo(config.routes);
      new TransferApi(platform.groundTruth(), clock, context -> Videos.named(context, platform))
          .addTo(config.routes);
      runs.addTo(config.routes);
      events.addTo(config.routes);
      new UploadApi(platform, uploads).addTo(config.routes);
      new HealthApi(platform, sockets, settings.folder(), videos).addTo(config.routes);
    });
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.addConnector((jetty, http) -> {
      ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
      connector.setHost(settings.address().host());
      connector.setPort(settings.address().port());
      connector.setShutdownIdleTimeout(LINGER);
      connector.setAcceptedSendBufferSize(SEND_BUFFER);
      return connector;
    });
    Lanes lanes = new Lanes(TRANSFERS);
    config.jetty.threadPool = new QueuedThreadPool(lanes.threads(), 4, 60_000);
    config.jetty.modifyServletContextHandler(context -> context.insertHandler(lanes));
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setRequestHeaderSize(LARGEST_HEAD);
    });
    config.jetty.modifyServer(jetty -> jetty.setStopTimeout(STOP));
    config.http.maxRequestSize = LARGEST_BODY;
    config.http.prefer405over404 = true;
    config.jsonMapper(new JavalinJackson(Json.mapper(), false));
    if (WebServer.class.getResource("/public/assets") != null) {
      config.staticFiles.add(files -> {
        files.directory = "/public/assets";
        files.hostedPath = "/assets";
        files.precompressMaxSize = 4 << 20;
        files.headers = Map.of("Cache-Control", "public, max-age=31536000, immutable");
      });
    }
    config.staticFiles.add(files -> {
      files.directory = "/public";
      files.hostedPath = "/";
      files.headers = Map.of("Cache-Control", "no-cache");
    });
  }

  private void secure(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Content-Security-Policy", CONTENT_SECURITY + connections(context));
    context.header("Vary", "Accept-Encoding");
    // Another site's host name may resolve to this machine; its pages must get no access.
    boolean forThisMachine =
        THIS_MACHINE.contains(settings.address().host()) && !settings.address().proxied();
    if (forThisMachine && !isThisMachine(context.host())) {
      throw new ProblemException(
          421, "misdirected", "This server is not known by that name; open it as localhost.");
    }
    if (context.header("X-HTTP-Method-Override") != null) {
      throw ProblemException.invalid("Overriding the method of a request is not supported.");
    }
  }

  /** Permits the page to connect to both ports of this server. */
  private String connections(Context context) {
    String name = String.valueOf(context.host()).replaceFirst(":\\d+$", "");
    boolean apart = !settings.address().proxied() && NAME.matcher(name).matches();
    String sockets = apart ? " ws://" + name + ":" + socketPort : "";
    return "; connect-src 'self'" + sockets;
  }

  private static boolean isThisMachine(@Nullable String host) {
    return host != null && THIS_MACHINE.contains(host.replaceFirst(":\\d+$", ""));
  }

  private void admit(Context context) {
    if (context.path().equals(DESCRIPTION)) {
      return;
    }
    guard.admit(context);
  }

  /**
   * Closes a connection that still has unread bytes, since it cannot carry another request, and
   * tells its client so.
   */
  private static void endUnread(Context context) throws IOException {
    boolean hasBody =
        context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
    boolean early = context.statusCode() >= 400 || context.attribute(UNREAD) != null;
    if (hasBody && early && !context.req().getInputStream().isFinished()) {
      context.header("Connection", "close");
    }
  }

  private void config(Context context) {
    Set<String> projects = new TreeSet<>(Guard.caller(context).projects().orElseGet(this::known));
    context.json(new Config(
        String.valueOf(Objects.requireNonNullElse(
            VideoPlatform.class.getPackage().getImplementationVersion(), "development")),
        settings.limits().uploadBytes(),
        UPLOAD_CHUNK,
        settings.undo().toSeconds(),
        List.copyOf(projects),
        Guard.caller(context).name(),
        settings.address().proxied() ? 0 : socketPort));
  }

  /** The projects of the newest thousand videos, and the default one. */
  private Set<String> known() {
    Set<String> projects = new TreeSet<>(Set.of(NewVideo.DEFAULT_PROJECT));
    platform.list(VideoQuery.all().withLimit(1000)).items().stream()
        .map(Video::project)
        .forEach(projects::add);
    return projects;
  }

  private static void describe(Context context) throws IOException {
    try (InputStream document = WebServer.class.getResourceAsStream("/openapi.yaml")) {
      context.contentType("application/yaml").result(document.readAllBytes());
    }
  }

  /** Starts the server, and returns its port. */
  public int start() {
    server.start();
    return server.port();
  }

  /** The server with its routes, such as {@code GET /api/videos}; for tests. */
  Javalin javalin() {
    return server;
  }

  @Override
  public void close() {
    events.close();
    annotations.close();
    imports.close();
    runs.close();
    try {
      server.stop();
    } catch (JavalinException e) {
      LOG.info(
          "Some requests were still running when the web server was stopped: {}", e.getMessage());
    }
  }
}
