package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.pass.PictureLane.Use;
import dev.reelstate.processing.media.picture.PictureMeter;
import dev.reelstate.processing.media.picture.PictureTaps;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.Preview;
import dev.reelstate.processing.media.still.SampleTap;
import dev.reelstate.processing.media.still.Storyboard;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sets up the lane that makes poster and storyboard, and the taps that feed it. */
final class StillTaps {

  private static final int WAITING = 2;

  private final PassPlan plan;
  private final OutputBudget budget;
  private final Lanes lanes;
  private final Scope scope;
  private final double aspect;
  private final List<PictureSize> rungs;
  private final TreeSet<Long> wanted = new TreeSet<>();
  private @Nullable BoundedQueue<PictureLane.Pick> picks;

  /**
   * @param aspect width over height, before any turn, that the stream's pictures have unless they
   *     change
   */
  StillTaps(PassPlan plan, OutputBudget budget, Lanes lanes, Scope scope, double aspect) {
    this.plan = plan;
    this.aspect = aspect;
    this.budget = budget;
    this.lanes = lanes;
    this.scope = scope;
    this.rungs = plan.encodedSizes();
  }

  PictureTaps build(PassOutputs outputs) throws LibavException, IOException {
    PictureTaps taps = new PictureTaps();
    addMeter(taps, outputs);
    VideoTrack track = plan.video().orElseThrow();
    PictureSize display = new PictureSize(track.width(), track.height());
    Poster poster = poster(display);
    Storyboard board = storyboard(display);
    Preview preview = preview(display);
    if (poster == null && board == null && preview == null) {
      return taps;
    }
    BoundedQueue<PictureLane.Pick> queue = lanes.queue(WAITING, PictureLane.Pick::free);
    picks = queue;
    PictureSize largest = poster != null
        ? poster.size()
        : preview != null ? preview.size() : Storyboard.tile(boardSpec(), display);
    PictureLane lane =
        new PictureLane(plan, budget, queue, poster, board, preview, largest, aspect);
    outputs.stills(poster, board, preview);
    beforeLanes(lane);
    if (poster != null) {
      tap(taps, queue, Use.POSTER, poster.size(), posterTimes());
    }
    if (board != null) {
      tap(taps, queue, Use.STORYBOARD, Storyboard.tile(boardSpec(), display), board.times());
    }
    if (preview != null) {
      tap(taps, queue, Use.PREVIEW, preview.size(), preview.times());
    }
    lanes.start("stills", lane);
    return taps;
  }

  /**
   * The smallest rung is enough to see what stands out; without any, pictures are not decoded one
   * by one.
   */
  private void addMeter(PictureTaps taps, PassOutputs outputs) {
    if (plan.spec().extras().marks() && !rungs.isEmpty()) {
      PictureMeter meter = new PictureMeter(plan.until());
      taps.add(rungs.size() - 1, meter);
      outputs.pictureMeter(meter);
    }
  }

  private void beforeLanes(PictureLane lane) {
    scope.onClose(lane::close);
    scope.onClose(lanes::close);
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

  /** When pictures are looked at, ascending, in media ticks. */
  long[] times() {
    return wanted.stream().mapToLong(Long::longValue).toArray();
  }

  /** Says that no more pictures will be picked. */
  void end() {
    if (picks != null) {
      picks.end();
    }
  }

  private @Nullable Poster poster(PictureSize display) {
    RenderSpec.PosterSpec spec = plan.spec().poster();
    return spec == null ? null : new Poster(display.within(spec.maxWidth(), spec.maxHeight()));
  }

  private @Nullable Storyboard storyboard(PictureSize display) throws LibavException {
    RenderSpec.StoryboardSpec spec = plan.spec().storyboard();
    return spec == null ? null : new Storyboard(spec, display, plan.end());
  }

  private @Nullable Preview preview(PictureSize display) throws LibavException, IOException {
    RenderSpec.PreviewSpec spec = plan.spec().extras().preview();
    return spec == null ? null : new Preview(spec, display, plan.end(), plan.folder(), budget);
  }

  private RenderSpec.StoryboardSpec boardSpec() {
    return java.util.Objects.requireNonNull(plan.spec().storyboard());
  }

  private long[] posterTimes() {
    RenderSpec.PosterSpec spec = java.util.Objects.requireNonNull(plan.spec().poster());
    int count = Math.max(1, spec.candidates());
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = plan.end() * (2L * i + 1) / (2L * count);
    }
    return times;
  }
}
