package dev.reelstate.examples.dashboard.api;

import dev.reelstate.spi.MediaStorage;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.RangeNotSatisfiableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves an object of a storage: all of it, one range, or nothing if the client has it (RFC 9110,
 * 13 and 14). The content of a key never changes, so the entity tag is derived from the key.
 *
 * @param key the key of the object
 * @param type its media type
 * @param caching the value of {@code Cache-Control}
 */
record Served(MediaStorage storage, String key, String type, String caching) {

  /** For URLs whose content never changes. */
  static final String FOR_EVER = "private, max-age=31536000, immutable";

  /** For URLs whose content may change. */
  static final String ASK_AGAIN = "private, no-cache";

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final int BUFFER = 64 * 1024;

  /** The first and the last byte of a range. */
  private record Range(long from, long to) {}

  void answer(Context context) throws IOException {
    long size = storage
        .size(key)
        .orElseThrow(() -> ProblemException.notFound("The file is not in the storage."));
    String tag = "\"" + Integer.toHexString(key.hashCode()) + "-" + Long.toHexString(size) + "\"";
    context.header("Accept-Ranges", "bytes").header("ETag", tag).header("Cache-Control", caching);
    String seen = context.header("If-None-Match");
    if (seen != null && isAmong(tag, seen)) {
      context.status(304);
      return;
    }
    Range range = range(context, tag, size);
    Range sent = range == null ? new Range(0, size - 1) : range;
    if (range != null) {
      context.status(206);
      context.header("Content-Range", "bytes " + range.from() + "-" + range.to() + "/" + size);
    }
    context.res().setContentType(type);
    context.res().setContentLengthLong(sent.to() - sent.from() + 1);
    if (!context.method().equals(HandlerType.HEAD)) {
      send(sent, context.res().getOutputStream());
    }
  }

  private static boolean isAmong(String tag, String seen) {
    return seen.strip().equals("*")
        || Arrays.stream(seen.split(","))
            .map(one -> one.strip().replaceFirst("^W/", ""))
            .anyMatch(tag::equals);
  }

  /** The requested range, or null for the whole object if there is no valid single range. */
  private static @Nullable Range range(Context context, String tag, long size) {
    String wanted = context.header("Range");
    String condition = context.header("If-Range");
    if (wanted == null || (condition != null && !condition.equals(tag))) {
      return null;
    }
    Matcher matcher = RANGE.matcher(wanted.strip());
    if (!matcher.matches()) {
      return null;
    }
    Long first = number(matcher.group(1));
    Long last = number(matcher.group(2));
    if (first == null) {
      return last == null ? null : suffix(context, last, size);
    }
    if (last != null && last < first) {
      return null;
    }
    if (first >= size) {
      throw unsatisfiable(context, size);
    }
    return new Range(first, last == null ? size - 1 : Math.min(last, size - 1));
  }

  private static Range suffix(Context context, long length, long size) {
    if (length == 0 || size == 0) {
      throw unsatisfiable(context, size);
    }
    return new Range(Math.max(0, size - length), size - 1);
  }

  private static RangeNotSatisfiableResponse unsatisfiable(Context context, long size) {
    context.header("Content-Range", "bytes */" + size);
    return new RangeNotSatisfiableResponse();
  }

  private static @Nullable Long number(String digits) {
    return digits.isEmpty() ? null : Long.valueOf(digits);
  }

  private void send(Range range, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = range.to() - range.from() + 1;
    try (InputStream in = storage.open(key, range.from())) {
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new IOException("The object has become shorter.");
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }
}
