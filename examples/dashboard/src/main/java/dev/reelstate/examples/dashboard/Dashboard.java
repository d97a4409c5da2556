package dev.reelstate.examples.dashboard;

import dev.reelstate.ReelstateException;
import dev.reelstate.examples.dashboard.Settings.Address;
import dev.reelstate.examples.dashboard.Settings.Outside;
import dev.reelstate.examples.dashboard.access.OneToken;
import dev.reelstate.examples.dashboard.access.Proxies;
import dev.reelstate.examples.dashboard.hooks.Webhook;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = "Serves a web page for uploading videos and following their processing live.")
final class Dashboard implements Callable<Integer> {

  static final int FAILED = 1;
  static final int USAGE = 2;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7070",
      description = "Port to listen on (default: ${DEFAULT-VALUE}); 0 picks a free one.")
  private int port;

  @Option(
      names = "--socket-port",
      paramLabel = "N",
      description = "Port of Socket.IO (default: the one after --port).")
  private @Nullable Integer socketPort;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host = "127.0.0.1";

  @Option(
      names = "--proxied",
      paramLabel = "ADDRESSES",
      arity = "0..1",
      fallbackValue = "127.0.0.1,::1",
      split = ",",
      description = "Run behind a reverse proxy with its own host name, which forwards /socket.io/"
          + " to the port of Socket.IO, and whose Forwarded or X-Forwarded-For tells the client;"
          + " its addresses or networks, such as 10.0.0.0/8 (default: this machine).")
  private List<String> proxies = List.of();

  @Option(
      names = "--db",
      paramLabel = "JDBC-URL",
      description =
          "Database, such as jdbc:postgresql://localhost/videos?user=me (default: H2 in the folder).")
  private @Nullable String database;

  @Option(
      names = "--folder",
      paramLabel = "PATH",
      defaultValue = "dashboard-data",
      description = "Folder for media and the database (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("dashboard-data");

  @Option(
      names = "--token",
      paramLabel = "TEXT",
      description = "Access token (default: a new one at each start, which is printed).")
  private @Nullable String token;

  @Option(
      names = "--undo",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long deleted videos can be restored (default: ${DEFAULT-VALUE}).")
  private long undo;

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Send every event there, signed; can be repeated. Requires a secret.")
  private List<URI> webhooks = List.of();

  @Option(
      names = "--webhook-secret",
      paramLabel = "TEXT",
      defaultValue = "${env:REELSTATE_WEBHOOK_SECRET}",
      description = "What webhooks are signed with: whsec_ and at least 24 bytes in Base64"
          + " (default: the variable REELSTATE_WEBHOOK_SECRET).")
  private @Nullable String webhookSecret;

  @Option(
      names = "--webhook-history",
      description = "Also send new webhooks the events of the past (default: those from now on).")
  private boolean webhookHistory;

  @Option(
      names = "--private-sources",
      description = "Also fetch files from addresses that are not public, such as 10.0.0.7.")
  private boolean privateSources;

  private final PrintStream out;
  private final PrintStream err;

  Dashboard(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean ports = isPort(port) && (socketPort == null || isPort(socketPort));
    if (!ports || undo < 0) {
      err.println("Ports must be between 0 and 65535, and times must not be negative.");
      return USAGE;
    }
    if (token != null && !token.matches("[A-Za-z0-9_.~-]{8,200}")) {
      err.println("A token must consist of 8 to 200 letters, digits, dots, dashes, tildes and"
          + " underscores.");
      return USAGE;
    }
    Outside outside;
    try {
      Proxies unused = new Proxies(proxies);
      outside = new Outside(webhooks.stream().map(this::webhook).toList(), privateSources);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return USAGE;
    }
    String secret = token == null ? OneToken.random() : token;
    int sockets = socketPort != null ? socketPort : port == 0 ? 0 : port + 1;
    Settings settings = Settings.in(folder)
        .withAddress(new Address(host, port, sockets, proxies))
        .withDatabase(database)
        .withUndo(Duration.ofSeconds(undo))
        .withOutside(outside);
    try {
      serve(DashboardServer.start(settings, new OneToken(secret), recipe()), secret);
      return 0;
    } catch (ReelstateException e) {
      err.println(e.failure().message());
    } catch (IOException e) {
      err.println(isTaken(e) ? taken() : unusable());
    } catch (RuntimeException e) {
      if (!isTaken(e)) {
        throw e;
      }
      err.println(taken());
    }
    return FAILED;
  }

  private Webhook webhook(URI address) {
    Webhook webhook = Webhook.to(address, webhookSecret == null ? "" : webhookSecret);
    return webhookHistory ? webhook.withHistory() : webhook;
  }

  private String taken() {
    return "Port " + port + " or the Socket.IO port is already taken;"
        + " choose others with --port and --socket-port.";
  }

  private String unusable() {
    return "The folder \"" + folder + "\" cannot be created or written to;"
        + " choose another with --folder.";
  }

  /** The recipe for everything that the page shows. */
  static Recipe recipe() {
    return Recipe.builder()
        .output(
            Output.POSTER,
            Output.STORYBOARD,
            Output.HLS,
            Output.MP4,
            Output.WAVEFORM,
            Output.SUBTITLES,
            Output.FRAME_MAP)
        .build();
  }

  private static boolean isPort(int number) {
    return number >= 0 && number <= 65_535;
  }

  private static boolean isTaken(@Nullable Throwable e) {
    return e != null && (e instanceof BindException || isTaken(e.getCause()));
  }

  private void serve(DashboardServer server, String secret) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      server.close();
      ended.countDown();
    }));
    String shown = host.equals("127.0.0.1") ? "localhost" : host;
    out.println("The dashboard is at http://" + shown + ":" + server.port() + "/#token=" + secret);
    if (Dashboard.class.getResource("/public/assets") == null) {
      out.println("It was built without its page, which requires Node.js 20.19 or newer; everything"
          + " else works.");
    }
    out.println("Press Ctrl-C to stop it.");
    out.flush();
    ended.await();
  }
}
