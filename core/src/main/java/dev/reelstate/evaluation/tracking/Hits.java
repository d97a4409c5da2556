package dev.reelstate.evaluation.tracking;

import java.util.Arrays;

/** Pairs of boxes that were matched: by which pair of tracks, and how well they overlap. */
final class Hits {

  private int[] tracks = new int[64];
  private double[] overlap = new double[64];
  private int size;

  void add(int pairOfTracks, double itsOverlap) {
    if (size == tracks.length) {
      tracks = Arrays.copyOf(tracks, size * 2);
      overlap = Arrays.copyOf(overlap, size * 2);
    }
    tracks[size] = pairOfTracks;
    overlap[size++] = itsOverlap;
  }

  int size() {
    return size;
  }

  /** The pair of tracks that a hit belongs to. */
  int tracks(int hit) {
    return tracks[hit];
  }

  /** The intersection over union of a hit, above 0 and at most 1. */
  double overlap(int hit) {
    return overlap[hit];
  }
}
