package dev.reelstate.examples.dashboard.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.ReelstateException;
import dev.reelstate.examples.dashboard.access.DeniedException;
import dev.reelstate.examples.dashboard.access.LimitedException;
import dev.reelstate.examples.dashboard.annotation.ReviewException;
import dev.reelstate.examples.dashboard.evaluation.RunException;
import dev.reelstate.examples.dashboard.view.Json;
import dev.reelstate.examples.dashboard.view.ProblemView;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports problems as specified by RFC 9457. No internal path, statement or stack trace gets into a
 * response; they go to the log.
 */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final ObjectMapper JSON = Json.mapper();
  private static final String TYPE = "application/problem+json";

  private Problems() {}

  static void addTo(JavalinConfig config) {
    config.routes.exception(
        ProblemException.class,
        (e, context) ->
            answer(context, e.status(), e.code(), String.valueOf(e.getMessage()), null));
    config.routes.exception(
        ReviewException.class,
        (e, context) ->
            answer(context, e.status(), e.code(), String.valueOf(e.getMessage()), null));
    config.routes.exception(
        RunException.class,
        (e, context) ->
            answer(context, e.status(), e.code(), String.valueOf(e.getMessage()), null));
    config.routes.exception(DeniedException.class, (e, context) -> denied(context, e));
    config.routes.exception(LimitedException.class, (e, context) -> {
      context.header("Retry-After", Long.toString(e.getWait().toSeconds() + 1));
      answer(context, 429, "rate_limited", String.valueOf(e.getMessage()), null);
    });
    config.routes.exception(ReelstateException.class, (e, context) -> failed(context, e));
    config.routes.exception(
        JsonProcessingException.class,
        (e, context) ->
            answer(context, 400, "invalid_request", "The body is not the expected JSON.", null));
    config.routes.exception(EofException.class, (e, context) -> {
      LOG.debug("A client of {} disconnected", context.path(), e);
      answer(context, 400, "interrupted", "The request ended before all of it had arrived.", null);
    });
    config.routes.exception(HttpResponseException.class, Problems::refused);
    config.routes.exception(Exception.class, (e, context) -> {
      String incident = UUID.randomUUID().toString().substring(0, 8);
      LOG.error("{} {} failed, incident {}", context.method(), context.path(), incident, e);
      answer(
          context,
          500,
          "internal",
          "This is a bug; the server's log has the details under incident " + incident + ".",
          null);
    });
    config.router.javaLangErrorHandler((response, e) -> {
      LOG.error("A request failed", e);
      response.setStatus(500);
    });
    config.jetty.modifyServer(server -> server.setErrorHandler(Problems::malformed));
  }

  private static void denied(Context context, DeniedException e) {
    int status = e.isKnown() ? 403 : 401;
    if (status == 401) {
      context.header("WWW-Authenticate", "Bearer realm=\"reelstate\"");
    }
    answer(
        context,
        status,
        e.isKnown() ? "forbidden" : "unauthorized",
        String.valueOf(e.getMessage()),
        null);
  }

  private static void failed(Context context, ReelstateException e) {
    Failure failure = e.failure();
    int status = status(failure);
    if (status >= 500) {
      LOG.error("{} {} failed", context.method(), context.path(), e);
    }
    answer(context, status, code(status), failure.message(), ProblemView.Code.of(failure.code()));
  }

  static int status(Failure failure) {
    FailureCode code = failure.code();
    if (code.equals(FailureCode.INVALID_REQUEST)) {
      return 409;
    } else if (code.equals(FailureCode.TOO_LARGE)) {
      return 413;
    } else if (code.equals(FailureCode.UPLOAD_INTERRUPTED)) {
      return 400;
    } else if (code.equals(FailureCode.STORAGE_FULL)) {
      return 507;
    }
    return switch (code.family()) {
      case INPUT, UNSUPPORTED -> 422;
      case DATABASE, STORAGE, WORKER, RESOURCE, MACHINE -> 503;
      case INTERNAL -> 500;
    };
  }

  static String code(int status) {
    return switch (status) {
      case 400 -> "invalid_request";
      case 404 -> "not_found";
      case 405 -> "not_allowed";
      case 406, 415 -> "unsupported_media_type";
      case 409 -> "conflict";
      case 410 -> "gone";
      case 412 -> "unsupported_version";
      case 413 -> "too_large";
      case 416 -> "range_not_satisfiable";
      case 422 -> "unprocessable";
      case 423 -> "taken_over";
      case 429 -> "rate_limited";
      case 503, 507 -> "unavailable";
      default -> status >= 500 ? "internal" : "refused";
    };
  }

  /** Replaces the web server's own refusals, whose messages echo the request. */
  private static void refused(HttpResponseException e, Context context) {
    String allowed = e.getDetails().get("availableMethods");
    if (e.getStatus() == 405 && allowed != null) {
      context.header("Allow", allowed);
    }
    answer(context, e.getStatus(), code(e.getStatus()), sentence(e.getStatus()), null);
  }

  static String sentence(int status) {
    return switch (status) {
      case 400 -> "The request is not understood; the API is described at /api/openapi.yaml.";
      case 403 -> "Pages of other sites have no access.";
      case 404 -> "There is nothing here; the API is described at /api/openapi.yaml.";
      case 405 -> "This method is not allowed here; the header Allow lists those that are.";
      case 406, 415 -> "The bytes of an upload must be sent as application/offset+octet-stream.";
      case 409 ->
        "The offset does not match; request the current one with HEAD and continue from there.";
      case 412 -> "Uploads use version 1.0.0 of tus; send the header Tus-Resumable.";
      case 413 -> "It is larger than the server accepts.";
      case 416 -> "The file has no such range.";
      case 423 -> "A newer request has taken over this upload.";
      case 503 -> "The server is busy; try again soon.";
      default -> "The request cannot be fulfilled.";
    };
  }

  /** Responds with a problem, unless a response was already sent. */
  static void answer(
      Context context, int status, String code, String detail, ProblemView.@Nullable Code failure) {
    if (context.res().isCommitted()) {
      return;
    }
    ProblemView problem = new ProblemView(
        "about:blank", title(status), status, detail, context.path(), code, failure);
    // tus-java-server has already set it to zero.
    context.res().setHeader("Content-Length", null);
    context.status(status).header("Cache-Control", "no-store");
    context.contentType(TYPE).result(bytes(problem));
  }

  private static String title(int status) {
    HttpStatus known = HttpStatus.forStatus(status);
    return known == HttpStatus.UNKNOWN ? "Error" : known.getMessage();
  }

  private static byte[] bytes(ProblemView problem) {
    try {
      return JSON.writeValueAsBytes(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A problem cannot be written.", e);
    }
  }

  /** Handles malformed or oversized requests, which never reach the other handlers. */
  private static boolean malformed(Request request, Response response, Callback callback) {
    return early(response, callback, "The request is malformed or its head is too large.");
  }

  /** Refuses a request that there is no room for. */
  static boolean busy(Response response, Callback callback) {
    response.setStatus(503);
    response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    return early(response, callback, sentence(503));
  }

  private static boolean early(Response response, Callback callback, String detail) {
    int status = response.getStatus();
    ProblemView problem =
        new ProblemView("about:blank", title(status), status, detail, "", code(status), null);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(
        response, true, new String(bytes(problem), StandardCharsets.UTF_8), callback);
    return true;
  }
}
