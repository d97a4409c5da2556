package dev.reelstate.examples.benchmarks;

/**
 * The layout of a storyboard for the methods that do not use our storyboard code, identical to
 * ours.
 *
 * @param interval seconds from one tile to the next
 * @param rows the number of rows
 */
record Sheet(double interval, int rows) {

  static final int COLUMNS = 10;
  static final int TILE_WIDTH = 160;

  private static final int TILES = 100;

  /** The layout for a video of this duration. */
  static Sheet of(double seconds) {
    double interval = Math.max(1, seconds / TILES);
    int rows = (int) Math.ceil(Math.min(TILES, seconds / interval) / COLUMNS);
    return new Sheet(interval, Math.max(1, rows));
  }
}
