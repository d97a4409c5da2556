package dev.reelstate.spi;

import dev.reelstate.task.Claim;
import java.util.List;

/**
 * What a node that reported how tasks ended got for it. Immutable.
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
