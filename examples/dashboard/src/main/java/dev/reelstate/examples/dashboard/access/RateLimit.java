package dev.reelstate.examples.dashboard.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** Limits the request rate of each client, and permits bursts. Thread-safe. */
public final class RateLimit {

  private static final int MOST_CLIENTS = 10_000;

  private final Bandwidth bandwidth;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_CLIENTS).build();

  /** Permits a number of requests in a period, and bursts of the same size. */
  public RateLimit(long requests, Duration time) {
    bandwidth =
        Bandwidth.builder().capacity(requests).refillGreedy(requests, time).build();
  }

  /** How long a client has to wait for its next request, which is not counted here. */
  public Duration wait(String client) {
    Bucket bucket = buckets.getIfPresent(client);
    return bucket == null
        ? Duration.ZERO
        : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
  }

  /**
   * Counts a request of a client. Returns zero if it is permitted, else how long the client has to
   * wait.
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
