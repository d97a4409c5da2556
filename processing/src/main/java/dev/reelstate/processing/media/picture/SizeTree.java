package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.video.VideoRange;
import dev.reelstate.video.VideoTrack;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes that one filter graph makes of a film's pictures, and which of them each is scaled
 * from.
 *
 * <p>The standard sizes come first. They depend on the film alone, and each is made from the one
 * before it. Any other size is made from the smallest standard size that covers it. So the pictures
 * of a rung are the same whichever other rungs are made, and a rung that is added to a finished
 * film is what it would be if it had been made with the others.
 *
 * <p>Pictures that keep a high dynamic range come last, each made from the decoded pictures.
 * Immutable.
 *
 * @param sizes all sizes, the standard ones first; no size is there twice in one range
 * @param parents for each size the position of the one that it is scaled from, or {@link #SOURCE}
 * @param standard the number of standard sizes
 * @param kept the number of sizes, the last ones, that keep the film's range
 * @param range that range
 */
public record SizeTree(
    List<PictureSize> sizes, List<Integer> parents, int standard, int kept, VideoRange range) {

  /** Stands for the decoded pictures, as the parent of a size. */
  public static final int SOURCE = -1;

  /** The shorter sides of the standard sizes: those of the standard ladder. */
  private static final int[] SIDES = {1080, 720, 480, 360, 240};

  /** A size this close to the one above it is left out. */
  private static final double CLOSE = 0.85;

  /** Copies the lists. */
  public SizeTree {
    sizes = List.copyOf(sizes);
    parents = List.copyOf(parents);
  }

  /** The tree of a single size. */
  public static SizeTree of(PictureSize only) {
    return new SizeTree(List.of(only), List.of(SOURCE), 1, 0, VideoRange.SDR);
  }

  /** The standard sizes of a film, and others. */
  public static SizeTree of(VideoTrack track, List<PictureSize> others) {
    List<PictureSize> sizes = standardSizes(track);
    int standard = sizes.size();
    List<Integer> parents = new ArrayList<>();
    for (int i = 0; i < standard; i++) {
      parents.add(i - 1);
    }
    for (PictureSize size : others) {
      if (!sizes.contains(size)) {
        parents.add(smallestCovering(sizes.subList(0, standard), size));
        sizes.add(size);
      }
    }
    return new SizeTree(sizes, parents, standard, 0, VideoRange.SDR);
  }

  /** The same with sizes whose pictures keep the film's high dynamic range. */
  public SizeTree keeping(VideoRange filmRange, List<PictureSize> more) {
    List<PictureSize> all = new ArrayList<>(sizes);
    List<Integer> from = new ArrayList<>(parents);
    for (PictureSize size : more) {
      all.add(size);
      from.add(SOURCE);
    }
    return new SizeTree(all, from, standard, more.size(), filmRange);
  }

  private static List<PictureSize> standardSizes(VideoTrack track) {
    int source = Math.min(track.width(), track.height());
    List<PictureSize> sizes = new ArrayList<>();
    double last = Double.MAX_VALUE;
    for (int side : SIDES) {
      int fitting = Math.min(side, source);
      if (fitting < last * CLOSE) {
        sizes.add(EvenSize.of(track, fitting));
        last = fitting;
      }
    }
    return sizes;
  }

  private static int smallestCovering(List<PictureSize> sizes, PictureSize wanted) {
    for (int i = sizes.size() - 1; i >= 0; i--) {
      if (sizes.get(i).covers(wanted)) {
        return i;
      }
    }
    return SOURCE;
  }

  /** The position of a size in a range. */
  public int position(PictureSize size, VideoRange wanted) {
    return wanted.hdr() ? sizes.lastIndexOf(size) : sizes.indexOf(size);
  }

  /** The range of the pictures of a size. */
  VideoRange range(int position) {
    return position < sizes.size() - kept ? VideoRange.SDR : range;
  }

  /** The standard sizes, largest first. */
  public List<PictureSize> standardSizes() {
    return sizes.subList(0, standard);
  }

  /** The positions of the sizes that are scaled from one. */
  List<Integer> children(int parent) {
    List<Integer> children = new ArrayList<>();
    for (int i = 0; i < parents.size(); i++) {
      if (parents.get(i) == parent) {
        children.add(i);
      }
    }
    return children;
  }
}
