package dev.reelstate.examples.dashboard.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests by their token, in the header {@code Authorization} or in a cookie.
 * Browsers send the cookie automatically for images and media, so it is valid for reading only.
 */
public final class Guard {

  private static final String BEARER = "Bearer ";
  private static final String COOKIE = "reelstate_token";
  private static final String CALLER = "caller";

  private final Access access;

  /** Creates a guard that checks tokens with the given hook. */
  public Guard(Access access) {
    this.access = access;
  }

  /**
   * Authenticates a request and remembers its caller.
   *
   * @throws DeniedException if the token is unknown
   */
  public void admit(Context context) {
    Optional<Caller> caller = byHeader(context);
    boolean reads =
        context.method().equals(HandlerType.GET) || context.method().equals(HandlerType.HEAD);
    if (caller.isEmpty() && reads) {
      caller = access.authenticate(context.cookie(COOKIE));
    }
    context.attribute(CALLER, caller.orElseThrow(DeniedException::unauthorized));
  }

  private Optional<Caller> byHeader(Context context) {
    String header = context.header("Authorization");
    return header != null && header.startsWith(BEARER)
        ? access.authenticate(header.substring(BEARER.length()))
        : Optional.empty();
  }

  /** The caller of an admitted request. */
  public static Caller caller(Context context) {
    @Nullable Caller caller = context.attribute(CALLER);
    if (caller == null) {
      throw DeniedException.unauthorized();
    }
    return caller;
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

  /** Stores the token of the request in a browser cookie. */
  public static void remember(Context context) {
    String header = String.valueOf(context.header("Authorization"));
    String token = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
    Cookie cookie = new Cookie(COOKIE, token);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(context.scheme().equals("https"));
    context.cookie(cookie);
  }

  /** Removes the cookie from the browser. */
  public static void forget(Context context) {
    context.removeCookie(COOKIE);
  }
}
