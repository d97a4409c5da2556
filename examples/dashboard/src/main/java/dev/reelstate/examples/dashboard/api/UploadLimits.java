package dev.reelstate.examples.dashboard.api;

import dev.reelstate.ReelstateException;
import dev.reelstate.examples.dashboard.access.Guard;
import dev.reelstate.examples.dashboard.access.RateLimit;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import io.javalin.http.Context;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The limits for uploads of any kind.
 *
 * @param bytes the maximum size of a file
 * @param beginnings the rate at which a client may begin uploads
 */
record UploadLimits(long bytes, RateLimit beginnings) {

  /** Worded like the platform's, which finds out later. */
  private static final String EMPTY = "The file is empty; upload it again from its source.";

  /**
   * Checks that an upload may begin.
   *
   * @param size the size in bytes, or -1 if unknown
   * @throws ProblemException if it is too large, or the rate limit is exceeded
   */
  void admit(Context context, long size) {
    requireSize(size);
    Duration wait = beginnings.take(Guard.charged(context));
    if (!wait.isZero()) {
      context.header("Retry-After", Long.toString(wait.toSeconds() + 1));
      throw new ProblemException(
          429, "rate_limited", "Too many uploads were started at once; try again in a moment.");
    }
  }

  /**
   * Checks a size.
   *
   * @throws ProblemException if it is too large
   * @throws ReelstateException if it is zero
   */
  void requireSize(long size) {
    if (size == 0) {
      throw empty();
    }
    if (size > bytes) {
      throw new ProblemException(413, "too_large", Problems.sentence(413));
    }
  }

  private static ReelstateException empty() {
    return new ReelstateException(Failure.permanent(FailureCode.EMPTY_FILE, EMPTY));
  }

  /** The same bytes, of which there is at least one. */
  static InputStream requireSome(InputStream bytes) throws IOException {
    BufferedInputStream looked = new BufferedInputStream(bytes);
    looked.mark(1);
    if (looked.read() < 0) {
      throw empty();
    }
    looked.reset();
    return looked;
  }
}
