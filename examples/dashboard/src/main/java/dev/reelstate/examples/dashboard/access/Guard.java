package dev.reelstate.examples.dashboard.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in by their token: in the header {@code Authorization}, or in a cookie, which
 * browsers send for pictures and media by themselves and which is therefore good for reading only.
 */
public final class Guard {

  private static final String BEARER = "Bearer ";
  private static final String COOKIE = "reelstate_token";
  private static final String CALLER = "caller";

  private final Access access;

  /** A guard who knows tokens by this. */
  public Guard(Access access) {
    this.access = access;
  }

  /**
   * Notes who makes a request.
   *
   * @throws DeniedException if nobody knows the token
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

  /** Who makes a request that was admitted. */
  public static Caller caller(Context context) {
    @Nullable Caller caller = context.attribute(CALLER);
    if (caller == null) {
      throw DeniedException.unauthorized();
    }
    return caller;
  }

  /**
   * Makes sure that the videos of a project are the caller's to use.
   *
   * @throws DeniedException if they are not
   */
  public static void requireProject(Context context, String project) {
    if (!caller(context).mayUse(project)) {
      throw DeniedException.forbidden();
    }
  }

  /** Has the browser keep the token that the request came with. */
  public static void remember(Context context) {
    String header = String.valueOf(context.header("Authorization"));
    String token = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
    Cookie cookie = new Cookie(COOKIE, token);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(context.scheme().equals("https"));
    context.cookie(cookie);
  }

  /** Has the browser forget it. */
  public static void forget(Context context) {
    context.removeCookie(COOKIE);
  }
}
