package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.access.RateLimit;
import io.javalin.http.Context;
import java.time.Duration;

/**
 * The limits for uploads of any kind.
 *
 * @param bytes the maximum size of a file
 * @param beginnings the rate at which a client may begin uploads
 */
record UploadLimits(long bytes, RateLimit beginnings) {

  /**
   * Checks that an upload may begin.
   *
   * @param size the size in bytes, or -1 if unknown
   * @throws ProblemException if it is too large, or the rate limit is exceeded
   */
  void admit(Context context, long size) {
    if (size > bytes) {
      throw new ProblemException(413, "too_large", Problems.sentence(413));
    }
    Duration wait = beginnings.take(context.ip());
    if (!wait.isZero()) {
      context.header("Retry-After", Long.toString(wait.toSeconds() + 1));
      throw new ProblemException(
          429, "rate_limited", "Too many uploads were started at once; try again in a moment.");
    }
  }
}
