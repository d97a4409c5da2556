package dev.reelstate.examples.benchmarks;

/**
 * How the sides that do not know our storyboards lay one out: as ours are.
 *
 * @param interval seconds from one picture to the next
 * @param rows of pictures
 */
record Sheet(double interval, int rows) {

  static final int COLUMNS = 10;
  static final int TILE_WIDTH = 160;

  private static final int TILES = 100;

  /** That of a film of this length. */
  static Sheet of(double seconds) {
    double interval = Math.max(1, seconds / TILES);
    int rows = (int) Math.ceil(Math.min(TILES, seconds / interval) / COLUMNS);
    return new Sheet(interval, Math.max(1, rows));
  }
}
