package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;

/**
 * Says where annotations come from, so that no client can claim what it likes: what a person draws
 * is that person's, and what a person changes is confirmed by that person. Only what was there
 * before may come back as it was, as when a change is undone.
 */
final class Stamp {

  private Stamp() {}

  /** The change with a result that says truthfully where it comes from. */
  static Change on(Change change, WorkingCopy copy, String person) {
    Annotation after = change.after();
    if (after == null || copy.knows(after)) {
      return change;
    }
    Annotation before = change.before();
    Provenance source = before == null
        ? new Provenance(Origin.PERSON, person, true, person)
        : before.provenance().confirmed(person);
    Annotation stamped = after.withProvenance(source);
    return stamped.equals(before) ? change.withAfter(after) : change.withAfter(stamped);
  }
}
