package dev.reelstate.examples.dashboard.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests by their token in the header {@code Authorization}, or by the session
 * named in a cookie. Browsers send the cookie automatically for images and media, so it is valid
 * for reading only, and for ending its session.
 *
 * <p>Known callers are charged for their requests under their names, all others under their
 * addresses. While an address has used up its guesses, only tokens that were accepted before are
 * tried: a stranger behind the same proxy stops nobody who is at work.
 */
public final class Guard {

  private static final String BEARER = "Bearer ";
  private static final String SESSION = "/api/session";
  private static final String CALLER = "caller";
  private static final String CHARGED = "charged";
  private static final int MOST_FAMILIAR = 100_000;
  private static final Duration FAMILIAR = Duration.ofDays(1);

  private final Access access;
  private final Proxies proxies;
  private final RateLimit requests;
  private final Sessions sessions = new Sessions();
  private final Cache<String, Boolean> familiar = Caffeine.newBuilder()
      .maximumSize(MOST_FAMILIAR)
      .expireAfterAccess(FAMILIAR)
      .build();

  /** Creates a guard that checks tokens with the given hook. */
  public Guard(Access access, Proxies proxies, RateLimit requests) {
    this.access = access;
    this.proxies = proxies;
    this.requests = requests;
  }

  /**
   * Authenticates a request and remembers its caller.
   *
   * @throws DeniedException if the token is unknown
   * @throws LimitedException if the client sent too many requests
   */
  public void admit(Context context) {
    String address = proxies.client(context);
    String stranger = "address " + address;
    String token = token(context).orElse("");
    boolean known = familiar.getIfPresent(token) != null;
    if (!known) {
      require(requests.wait(stranger));
    }
    Optional<Caller> caller = access.authenticate(token.isEmpty() ? null : token);
    if (caller.isEmpty()) {
      familiar.invalidate(token);
      require(requests.take(stranger));
      throw DeniedException.unauthorized();
    }
    familiar.put(token, true);
    String charged = "caller " + caller.get().name() + " at " + address;
    context.attribute(CALLER, caller.get());
    context.attribute(CHARGED, charged);
    require(requests.take(charged));
  }

  private static void require(Duration wait) {
    if (!wait.isZero()) {
      throw new LimitedException(wait);
    }
  }

  private Optional<String> token(Context context) {
    Optional<String> header = bearer(context);
    if (header.isPresent() || !mayUseCookie(context)) {
      return header;
    }
    return sessions.token(context.cookie(cookie(context)));
  }

  private static Optional<String> bearer(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(header -> header.startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()));
  }

  /**
   * Whether the cookie counts: pages on other ports of this host make the browser send it too, and
   * must neither read nor write with it.
   */
  private static boolean mayUseCookie(Context context) {
    HandlerType method = context.method();
    boolean reads = method.equals(HandlerType.GET) || method.equals(HandlerType.HEAD);
    boolean ends = method.equals(HandlerType.DELETE) && context.path().equals(SESSION);
    String site = context.header("Sec-Fetch-Site");
    boolean here = site == null || site.equals("same-origin") || site.equals("none");
    return here && (reads || (ends && comesFromHere(context)));
  }

  private static boolean comesFromHere(Context context) {
    String origin = context.header("Origin");
    try {
      return origin == null
          || String.valueOf(context.host()).equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The caller of an admitted request. */
  public static Caller caller(Context context) {
    @Nullable Caller caller = context.attribute(CALLER);
    if (caller == null) {
      throw DeniedException.unauthorized();
    }
    return caller;
  }

  /** The name under which the caller of an admitted request is charged. */
  public static String charged(Context context) {
    @Nullable String charged = context.attribute(CHARGED);
    if (charged == null) {
      throw DeniedException.unauthorized();
    }
    return charged;
  }

  /**
   * Checks that the caller has access to a project.
   *
   * @throws DeniedException if not
   */
  public static void requireProject(Context context, String project) {
    if (!caller(context).mayUse(project)) {
      throw DeniedException.forbidden();
    }
  }

  /**
   * Checks that the caller has access to every project.
   *
   * @throws DeniedException if not
   */
  public static void requireEverything(Context context) {
    if (caller(context).projects().isPresent()) {
      throw DeniedException.because("Only those with access to every project may do this.");
    }
  }

  /** Begins a session, or continues that of the cookie, and stores its name in a browser cookie. */
  public void remember(Context context) {
    String token = bearer(context).orElseThrow(DeniedException::unauthorized);
    String known = context.cookie(cookie(context));
    boolean goesOn = sessions.token(known).filter(token::equals).isPresent();
    store(context, goesOn && known != null ? known : sessions.begin(token), Sessions.LONGEST);
  }

  /** Ends the session of the cookie, and removes it from the browser. */
  public void forget(Context context) {
    sessions.end(context.cookie(cookie(context)));
    store(context, "", Duration.ZERO);
  }

  private void store(Context context, String session, Duration age) {
    Cookie cookie = new Cookie(cookie(context), session);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(proxies.isSecure(context));
    cookie.setMaxAge((int) age.toSeconds());
    context.cookie(cookie);
  }

  /**
   * The name of the cookie. Browsers accept the prefix over encrypted connections only, and then
   * from this host alone; without it, servers on other ports of the host keep their own cookies.
   */
  private String cookie(Context context) {
    return proxies.isSecure(context)
        ? "__Host-reelstate"
        : "reelstate_" + context.req().getLocalPort();
  }
}
