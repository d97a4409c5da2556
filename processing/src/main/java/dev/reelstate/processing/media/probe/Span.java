package dev.reelstate.processing.media.probe;

/**
 * A range of time, in media ticks.
 *
 * @param start its first tick
 * @param end the tick after its last
 */
record Span(long start, long end) {

  long length() {
    return end - start;
  }
}
