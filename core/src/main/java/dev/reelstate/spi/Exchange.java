package dev.reelstate.spi;

import dev.reelstate.task.Claim;
import java.util.List;

/**
 * What a node gets back for reporting how tasks ended. Immutable.
 *
 * @param receipts one for each report, in their order
 * @param claims tasks claimed in the same transaction, possibly none
 */
public record Exchange(List<Receipt> receipts, List<Claim> claims) {

  /** Copies the lists. */
  public Exchange {
    receipts = List.copyOf(receipts);
    claims = List.copyOf(claims);
  }
}
