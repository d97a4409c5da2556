package dev.reelstate.examples.dashboard.annotation;

import java.time.Instant;
import java.util.List;

/**
 * What one request did to a working copy. Immutable and thread-safe.
 *
 * @param number its number, from 1, without gaps
 * @param request the identity of the request, which the client chose; never blank
 * @param by who sent the request
 * @param at when
 * @param changes the changes that were made
 * @param conflicts the changes that were not made
 * @param resolved the identities of the conflicts that were decided
 */
record Entry(
    long number,
    String request,
    String by,
    Instant at,
    List<Change> changes,
    List<Conflict> conflicts,
    List<String> resolved) {

  Entry {
    changes = List.copyOf(changes);
    conflicts = List.copyOf(conflicts);
    resolved = List.copyOf(resolved);
  }

  boolean isEmpty() {
    return changes.isEmpty() && conflicts.isEmpty() && resolved.isEmpty();
  }
}
