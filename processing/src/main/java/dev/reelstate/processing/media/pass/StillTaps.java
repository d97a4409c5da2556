package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.pass.PictureLane.Use;
import dev.reelstate.processing.media.picture.PictureMeter;
import dev.reelstate.processing.media.picture.PictureTaps;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.WrittenFile;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.Preview;
import dev.reelstate.processing.media.still.SampleTap;
import dev.reelstate.processing.media.still.Storyboard;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Starts the lane that makes poster, storyboard and preview, and sets the taps that feed it. */
final class StillTaps {

  private static final int WAITING = 2;
  private static final String JPEG = "image/jpeg";

  private final PassRun run;
  private final PassPlan plan;
  private final double aspect;
  private final List<PictureSize> rungs;
  private final TreeSet<Long> wanted = new TreeSet<>();
  private final List<Product> products = new ArrayList<>();
  private @Nullable BoundedQueue<PictureLane.Pick> picks;
  private @Nullable PictureMeter meter;

  /**
   * Creates an object without taps.
   *
   * @param aspect width over height of the stream's pictures, before any turn, unless they change
   */
  StillTaps(PassRun run, double aspect) {
    this.run = run;
    this.plan = run.plan();
    this.aspect = aspect;
    this.rungs = plan.encodedSizes();
  }

  PictureTaps start() throws LibavException, IOException {
    PictureTaps taps = new PictureTaps();
    addMeter(taps);
    if (plan.wantsStills()) {
      startLane(taps);
    }
    return taps;
  }

  private void startLane(PictureTaps taps) throws LibavException, IOException {
    VideoTrack track = plan.video().orElseThrow();
    PictureSize display = new PictureSize(track.width(), track.height());
    Poster poster = poster(display);
    Storyboard board = storyboard(display);
    Preview preview = preview(display);
    BoundedQueue<PictureLane.Pick> queue = run.lanes().queue(WAITING, PictureLane.Pick::free);
    picks = queue;
    PictureSize largest = poster != null
        ? poster.size()
        : preview != null ? preview.size() : Storyboard.tile(boardSpec(), display);
    PictureLane lane =
        new PictureLane(plan, run.budget(), queue, poster, board, preview, largest, aspect);
    run.scope().own(lane, PictureLane::close);
    if (poster != null) {
      tap(taps, queue, Use.POSTER, poster.size(), posterTimes());
      products.add(new WrittenFile(
          Artifact.POSTER, Artifact.POSTER, PictureLane.POSTER, JPEG, poster.size()));
    }
    if (board != null) {
      tap(taps, queue, Use.STORYBOARD, Storyboard.tile(boardSpec(), display), board.times());
      products.add(new WrittenFile(
          Artifact.STORYBOARD, Artifact.STORYBOARD, Storyboard.SPRITE, JPEG, board.size()));
      products.add(new WrittenFile(
          Artifact.STORYBOARD_CUES, "storyboard", Storyboard.CUES, "text/vtt", null));
    }
    if (preview != null) {
      tap(taps, queue, Use.PREVIEW, preview.size(), preview.times());
      products.add(
          new WrittenFile(Artifact.PREVIEW, "preview", Preview.FILE, "image/webp", preview.size()));
    }
    run.lanes().start("stills", lane);
  }

  /** The files that the lane makes; described once the lane is done. */
  List<Product> products() {
    return products;
  }

  /** The marks of the pictures; null if they were not analysed. */
  @Nullable
  Marks marks(List<Marks.Range> silences) {
    return meter == null ? null : meter.marks(silences);
  }

  /**
   * Adds a meter to the smallest rung, which is large enough for it. Without rungs, not every
   * picture is decoded.
   */
  private void addMeter(PictureTaps taps) {
    if (plan.spec().extras().marks() && !rungs.isEmpty()) {
      meter = new PictureMeter(plan.until());
      taps.add(rungs.size() - 1, meter);
    }
  }

  private void tap(
      PictureTaps taps,
      BoundedQueue<PictureLane.Pick> queue,
      Use use,
      PictureSize size,
      long[] times) {
    Arrays.stream(times).forEach(wanted::add);
    int source = PictureTaps.source(rungs, size);
    boolean upright = source != PictureTaps.DECODED;
    taps.add(
        source,
        new SampleTap(
            times,
            (number, picture) -> queue.put(new PictureLane.Pick(use, number, upright, picture))));
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
    RenderSpec.PosterSpec spec = plan.spec().poster();
    return spec == null
        ? null
        : run.scope()
            .own(new Poster(display.within(spec.maxWidth(), spec.maxHeight())), Poster::close);
  }

  private @Nullable Storyboard storyboard(PictureSize display) throws LibavException {
    RenderSpec.StoryboardSpec spec = plan.spec().storyboard();
    return spec == null
        ? null
        : run.scope().own(new Storyboard(spec, display, plan.end()), Storyboard::close);
  }

  private @Nullable Preview preview(PictureSize display) throws LibavException, IOException {
    RenderSpec.PreviewSpec spec = plan.spec().extras().preview();
    if (spec == null) {
      return null;
    }
    Preview preview = new Preview(spec, display, plan.end(), plan.folder(), run.budget());
    return run.scope().own(preview, Preview::close);
  }

  private RenderSpec.StoryboardSpec boardSpec() {
    return Objects.requireNonNull(plan.spec().storyboard());
  }

  private long[] posterTimes() {
    RenderSpec.PosterSpec spec = Objects.requireNonNull(plan.spec().poster());
    if (spec.at() != null) {
      return new long[] {TimeBase.MEDIA.ticks(spec.at())};
    }
    int count = Math.max(1, spec.candidates());
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = plan.end() * (2L * i + 1) / (2L * count);
    }
    return times;
  }
}
