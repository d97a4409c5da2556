package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult.PosterChoice;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.pass.PictureLane.Use;
import dev.reelstate.processing.media.picture.PictureMeter;
import dev.reelstate.processing.media.picture.PictureTaps;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.WrittenFile;
import dev.reelstate.processing.media.still.EveryPicture;
import dev.reelstate.processing.media.still.KeyMeter;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.PosterTimes;
import dev.reelstate.processing.media.still.Preview;
import dev.reelstate.processing.media.still.SampleTap;
import dev.reelstate.processing.media.still.Storyboard;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Starts the lane that makes poster, storyboard and preview, and sets the taps that feed it. */
final class StillTaps {

  private static final int WAITING = 2;
  private static final String JPEG = "image/jpeg";

  private final PassRun run;
  private final PassPlan plan;
  private final double aspect;
  private final List<PictureSize> sizes;
  private final TreeSet<Long> wanted = new TreeSet<>();
  private final List<Product> products = new ArrayList<>();
  private @Nullable BoundedQueue<PictureLane.Pick> picks;
  private final boolean keyFrames;
  private final boolean keyFramesOnly;
  private @Nullable PictureMeter meter;
  private PictureLane.Stills made = new PictureLane.Stills(null, null, null, null);

  /**
   * Creates an object without taps.
   *
   * @param source decodes the pictures
   * @param aspect width over height of the stream's pictures, before any turn, unless they change
   */
  StillTaps(PassRun run, SourceLane source, double aspect) {
    this.run = run;
    this.plan = run.plan();
    RenderSpec.PosterSpec poster = plan.poster();
    boolean chosen = poster != null && poster.at() == null;
    this.keyFrames = chosen && plan.keyFramesServe();
    this.keyFramesOnly = !source.decodesEveryPicture();
    this.aspect = aspect;
    this.sizes = plan.scalesPictures() ? plan.sizes().standardSizes() : List.of();
  }

  PictureTaps start() throws LibavException, IOException {
    PictureTaps taps = new PictureTaps();
    addMeter(taps);
    if (plan.makesStills() || plan.marksKeyFrames()) {
      startLane(taps);
    }
    return taps;
  }

  private void startLane(PictureTaps taps) throws LibavException, IOException {
    VideoTrack track = plan.video().orElseThrow();
    PictureSize display = new PictureSize(track.width(), track.height());
    BoundedQueue<PictureLane.Pick> queue = run.lanes().queue(WAITING, PictureLane.Pick::free);
    picks = queue;
    Poster poster = poster(display);
    made = new PictureLane.Stills(poster, storyboard(display), preview(display), meter(display));
    PictureLane lane = new PictureLane(plan, run.budget(), queue, made, aspect);
    run.scope().own(lane, PictureLane::close);
    if (poster != null) {
      // Taken straight from the decoder, so that it is the same in a film that is cut into parts.
      tap(taps, queue, Use.POSTER, PictureTaps.DECODED, posterTimes().times(), keyFrames);
      products.add(new WrittenFile(
          Artifact.POSTER, Artifact.POSTER, PictureLane.POSTER, JPEG, poster.size()));
    }
    Storyboard board = made.storyboard();
    if (board != null) {
      int source = PictureTaps.source(sizes, board.tile());
      tap(taps, queue, Use.STORYBOARD, source, board.times(), false);
      if (keyFramesOnly) {
        taps.add(source, new EveryPicture(taker(queue, Use.STORYBOARD, false)));
      }
      products.add(new WrittenFile(
          Artifact.STORYBOARD, Artifact.STORYBOARD, Storyboard.SPRITE, JPEG, board.size()));
      products.add(new WrittenFile(
          Artifact.STORYBOARD_CUES, "storyboard", Storyboard.CUES, "text/vtt", null));
    }
    Preview preview = made.preview();
    if (preview != null) {
      int source = PictureTaps.source(sizes, preview.size());
      tap(taps, queue, Use.PREVIEW, source, preview.times(), false);
      products.add(
          new WrittenFile(Artifact.PREVIEW, "preview", Preview.FILE, "image/webp", preview.size()));
    }
    KeyMeter keyMeter = made.meter();
    if (keyMeter != null) {
      tap(taps, queue, Use.MARKS, PictureTaps.DECODED, keyMeter.times(), true);
    }
    run.lanes().start("stills", lane);
  }

  /** The files that the lane makes; described once the lane is done. */
  List<Product> products() {
    return products;
  }

  /** How the poster was chosen; null if there is none. */
  @Nullable
  PosterChoice poster() throws LibavException {
    Poster poster = made.poster();
    return poster == null ? null : poster.choice();
  }

  /** The marks of the pictures; null if they were not analysed. */
  @Nullable
  Marks marks(List<Marks.Range> silences) {
    KeyMeter keyMeter = made.meter();
    if (keyMeter != null) {
      return keyMeter.marks(silences);
    }
    return meter == null ? null : meter.marks(silences);
  }

  /**
   * Adds a meter to the smallest standard size, which is large enough for it. Without rungs, only
   * key frames are analysed.
   */
  private void addMeter(PictureTaps taps) {
    if (plan.makesPictureMarks()) {
      meter = new PictureMeter(plan.until());
      taps.add(sizes.size() - 1, meter);
    }
  }

  private void tap(
      PictureTaps taps,
      BoundedQueue<PictureLane.Pick> queue,
      Use use,
      int source,
      long[] times,
      boolean onlyKeyFrames) {
    Arrays.stream(times).forEach(wanted::add);
    boolean upright = source != PictureTaps.DECODED;
    taps.add(source, new SampleTap(times, onlyKeyFrames, taker(queue, use, upright)));
  }

  private static SampleTap.Taker taker(
      BoundedQueue<PictureLane.Pick> queue, Use use, boolean upright) {
    return (number, picture) -> queue.put(new PictureLane.Pick(use, number, upright, picture));
  }

  /** The times at which pictures are picked, ascending, in media ticks. */
  long[] times() {
    return wanted.stream().mapToLong(Long::longValue).toArray();
  }

  /** Marks the end: no more pictures will be picked. */
  void end() {
    if (picks != null) {
      picks.end();
    }
  }

  private @Nullable Poster poster(PictureSize display) {
    RenderSpec.PosterSpec spec = plan.poster();
    return spec == null
        ? null
        : run.scope()
            .own(
                new Poster(
                    display.within(spec.maxWidth(), spec.maxHeight()), posterTimes(), spec.faces()),
                Poster::close);
  }

  private PosterTimes posterTimes() {
    return PosterTimes.of(requireNonNull(plan.poster()), plan.end(), keyFrames);
  }

  private @Nullable Storyboard storyboard(PictureSize display) throws LibavException {
    RenderSpec.StoryboardSpec spec = plan.storyboard();
    if (spec == null) {
      return null;
    }
    Storyboard board = new Storyboard(spec, display, plan.end(), keyFramesOnly);
    return run.scope().own(board, Storyboard::close);
  }

  private @Nullable Preview preview(PictureSize display) throws LibavException, IOException {
    RenderSpec.PreviewSpec spec = plan.preview();
    if (spec == null) {
      return null;
    }
    Preview preview = new Preview(spec, display, plan.end(), plan.folder(), run.budget());
    return run.scope().own(preview, Preview::close);
  }

  private @Nullable KeyMeter meter(PictureSize display) {
    return plan.marksKeyFrames()
        ? run.scope().own(new KeyMeter(display, plan.end()), KeyMeter::close)
        : null;
  }
}
