package dev.reelstate.processing.media.still;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult.PosterChoice;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the most telling of the candidates it is shown, a clean one if any is. Each picture is
 * looked at small; only the few best are kept at their full size. Used by one thread.
 */
public final class Poster implements AutoCloseable {

  /** On a scale from 2 (best) to 31. */
  private static final int QUALITY = 3;

  /** The longest side of the pictures that are looked at. */
  private static final int SMALL = 320;

  /** The most candidates that are kept at their full size. */
  private static final int KEPT = 8;

  private final StillScaler scaler;
  private final StillScaler small;
  private final PosterTimes times;
  private final boolean lookingForFaces;
  private final List<Look> looks = new ArrayList<>();
  private final List<Candidate> kept = new ArrayList<>();
  private long last = Long.MIN_VALUE;
  private @Nullable Look before;
  private @Nullable Candidate pending;
  private @Nullable Candidate best;
  private boolean lookedForFaces;
  private int pictures;

  /**
   * Creates a poster without candidates.
   *
   * @param size the size of the poster
   * @param lookingForFaces whether faces are looked for, where OpenCV is on the class path
   */
  public Poster(PictureSize size, PosterTimes times, boolean lookingForFaces) {
    this.times = times;
    scaler = new StillScaler(size);
    small = new StillScaler(size.within(SMALL, SMALL));
    this.lookingForFaces = lookingForFaces;
  }

  /** The size of the poster. */
  public PictureSize size() {
    return scaler.size();
  }

  /** The size of the pictures that are looked at. */
  public PictureSize smallSize() {
    return small.size();
  }

  /**
   * Looks at the next picture; the caller keeps ownership.
   *
   * @param number its position in the list of times
   * @param picture upright, of {@link #smallSize}
   * @return whether {@link #keep} must be called with it, as it may become the poster
   */
  public boolean look(int number, AVFrame picture) throws LibavException {
    AVFrame scaled = small.scale(picture);
    Look look = Look.of(scaled);
    if (times.role(number) != 0) {
      Frames.free(scaled);
      around(times.role(number), look);
      return false;
    }
    settle();
    looks.add(look);
    if (picture.pts() == last) {
      Frames.free(scaled);
      return false;
    }
    last = picture.pts();
    pictures++;
    Candidate candidate =
        new Candidate(picture.pts(), times.place(number), look, scaled, Frames.isWhole(picture));
    if (mayWin(candidate)) {
      pending = candidate;
    } else {
      candidate.close();
    }
    return pending != null;
  }

  /** Keeps the picture that was looked at last, upright and in its full size. */
  public void keep(AVFrame picture) throws LibavException {
    requireNonNull(pending).picture = scaler.scale(picture);
  }

  private void around(int role, Look look) {
    if (role < 0) {
      before = look;
      return;
    }
    if (pending != null && before != null) {
      pending.between(before, look);
    }
    settle();
  }

  /** Whether it would be kept, of all that are. */
  private boolean mayWin(Candidate candidate) {
    List<Candidate> all = new ArrayList<>(kept);
    all.add(candidate);
    return all.size() <= KEPT || weakest(all) != candidate;
  }

  /** The one that is missed least, with preference for different scenes. */
  private static Candidate weakest(List<Candidate> candidates) {
    return candidates.stream()
        .min(Comparator.comparing((Candidate candidate) -> candidate.whole)
            .thenComparing(candidate -> candidate.value() / candidate.alike(candidates)))
        .orElseThrow();
  }

  /** Takes the pending candidate among those that are kept, if it is good enough. */
  private void settle() {
    Candidate candidate = pending;
    pending = null;
    if (candidate == null || candidate.picture == null) {
      return;
    }
    kept.add(candidate);
    if (kept.size() > KEPT) {
      Candidate weakest = weakest(kept);
      kept.remove(weakest);
      weakest.close();
    }
  }

  private Candidate best() throws LibavException {
    Candidate chosen = best;
    if (chosen == null) {
      settle();
      kept.forEach(candidate -> candidate.standFor(looks));
      if (lookingForFaces && kept.size() > 1) {
        lookForFaces();
      }
      chosen = kept.stream()
          .max(Candidate.ORDER)
          .orElseThrow(() -> new LibavException(avutil.AVERROR_EAGAIN(), "choose a poster"));
      best = chosen;
    }
    return chosen;
  }

  /** Looks for faces in the best ones first, and then in those that would be better with one. */
  private void lookForFaces() {
    try (Faces faces = Faces.open()) {
      lookedForFaces = faces.present();
      List<Candidate> order = new ArrayList<>(kept);
      order.sort(Candidate.ORDER.reversed());
      Candidate leading = order.get(0);
      for (Candidate candidate : order) {
        if (candidate == leading || candidate.mayBecomeBetterThan(leading)) {
          candidate.lookForFaces(faces);
          leading = Candidate.ORDER.compare(candidate, leading) > 0 ? candidate : leading;
        }
      }
    }
  }

  /** The poster as a file. Call after the last candidate. */
  public byte[] jpeg() throws LibavException, IOException {
    return Jpeg.encode(requireNonNull(best().picture), QUALITY);
  }

  /** How the poster was chosen. Call after the last candidate. */
  public PosterChoice choice() throws LibavException {
    Candidate chosen = best();
    Integer found = lookedForFaces ? chosen.faces() : null;
    return new PosterChoice(TimeBase.MEDIA.duration(chosen.time), pictures, found);
  }

  @Override
  public void close() {
    scaler.close();
    small.close();
    if (pending != null) {
      pending.close();
      pending = null;
    }
    kept.forEach(Candidate::close);
    kept.clear();
  }
}
