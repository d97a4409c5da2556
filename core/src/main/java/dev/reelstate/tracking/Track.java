package dev.reelstate.tracking;

import dev.reelstate.annotation.Box;
import org.jspecify.annotations.Nullable;

/** An object that is followed, or what may turn out to be one. Not thread-safe. */
final class Track {

  private final Motion motion;
  private final String label;
  private @Nullable String name;
  private int hits = 1;
  private long seen;
  private boolean lost;

  /** Starts with a box of a class at a time in nanoseconds. */
  Track(Box box, String label, long time) {
    this.motion = new Motion(box);
    this.label = label;
    this.seen = time;
  }

  String label() {
    return label;
  }

  /** Its name, or null as long as it has too few boxes. */
  @Nullable
  String name() {
    return name;
  }

  void confirm(String itsName) {
    name = itsName;
  }

  /** Whether it was not seen on the last frame. */
  boolean lost() {
    return lost;
  }

  int hits() {
    return hits;
  }

  /** When it was last seen, in nanoseconds. */
  long seen() {
    return seen;
  }

  void predict(double seconds) {
    motion.predict(seconds);
  }

  void see(Box box, long time) {
    motion.correct(box);
    hits++;
    seen = time;
    lost = false;
  }

  void miss() {
    motion.keepSize();
    lost = true;
  }

  Box expected() {
    return motion.box();
  }

  double doubt() {
    return motion.doubt();
  }
}
