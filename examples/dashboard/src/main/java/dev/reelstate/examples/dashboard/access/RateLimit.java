package dev.reelstate.examples.dashboard.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** Lets each client make so many requests in a while, some of them at once. Thread-safe. */
public final class RateLimit {

  private static final int MOST_CLIENTS = 10_000;

  private final Bandwidth bandwidth;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_CLIENTS).build();

  /** So many requests in that time, and as many at once. */
  public RateLimit(long requests, Duration time) {
    bandwidth =
        Bandwidth.builder().capacity(requests).refillGreedy(requests, time).build();
  }

  /**
   * Takes one request of a client. How long it has to wait if it has none left; zero if it had one.
   */
  public Duration take(String client) {
    Bucket bucket =
        buckets.get(client, name -> Bucket.builder().addLimit(bandwidth).build());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
  }
}
