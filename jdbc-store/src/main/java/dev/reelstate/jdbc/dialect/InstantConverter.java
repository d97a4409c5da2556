package dev.reelstate.jdbc.dialect;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * Stores a time as the number of microseconds since 1970-01-01 UTC: the same type in every
 * database, independent of session time zones. Immutable and thread-safe.
 */
public final class InstantConverter extends AbstractConverter<Long, Instant> {

  private static final long serialVersionUID = 1L;

  /** The converter that the generated table classes use. */
  public InstantConverter() {
    super(Long.class, Instant.class);
  }

  @Override
  public @Nullable Instant from(@Nullable Long micros) {
    return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public @Nullable Long to(@Nullable Instant instant) {
    return instant == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
