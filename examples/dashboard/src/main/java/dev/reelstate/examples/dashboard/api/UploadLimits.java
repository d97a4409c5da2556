package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.access.RateLimit;
import io.javalin.http.Context;
import java.time.Duration;

/**
 * What uploads may be, whichever way they come.
 *
 * @param bytes the largest file
 * @param beginnings how many uploads a client may begin
 */
record UploadLimits(long bytes, RateLimit beginnings) {

  /**
   * Lets an upload begin.
   *
   * @param size in bytes, or -1 if it is not known
   * @throws ProblemException if it is too large, or one too many
   */
  void admit(Context context, long size) {
    if (size > bytes) {
      throw new ProblemException(413, "too_large", Problems.sentence(413));
    }
    Duration wait = beginnings.take(context.ip());
    if (!wait.isZero()) {
      context.header("Retry-After", Long.toString(wait.toSeconds() + 1));
      throw new ProblemException(
          429, "rate_limited", "So many uploads are not begun at once; go on in a moment.");
    }
  }
}
