package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PartMissed;
import dev.reelstate.processing.media.frame.FrameLog;
import dev.reelstate.processing.media.frame.FrameWatch;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.FrameRateCap;
import dev.reelstate.processing.media.picture.PictureTaps;
import dev.reelstate.processing.media.picture.SceneWatch;
import dev.reelstate.processing.media.picture.SizeTree;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Converts decoded pictures to those of every rung, puts their timestamps in order, and chooses the
 * key frames once for all rungs.
 */
final class FilterLane implements Lanes.Work {

  /**
   * Pictures must not share a timestamp; a millisecond is the smallest step that encoders can
   * distinguish.
   */
  private static final long SHORTEST_STEP = TimeBase.MEDIA.den() / 1000;

  /**
   * How much later than a picture is due the next one may come; rounded, no segment is longer for
   * it.
   */
  private static final long PATIENCE = TimeBase.MEDIA.den() * 2L / 5;

  /** Decoding up to a part is not progress on the part itself, but a sign of life. */
  private static final int HARDLY = 1000;

  private final PassPlan plan;
  private final BoundedQueue<AVFrame> decoded;
  private final List<Feed> feeds;
  private final SizeTree tree;
  private final boolean encodes;
  private final boolean scales;
  private final PictureTaps taps;
  private final SceneWatch scenes;
  private final Runnable stillsDone;
  private final double aspect;
  private final FrameRateCap cap;
  private final AtomicLong position;
  private final FrameWatch frames;
  private @Nullable AVFrame shown;
  private @Nullable AVFrame latest;
  private long last = Long.MIN_VALUE;
  private final KeyTimes keys;

  /**
   * The queue of a rung.
   *
   * @param size the position of its size
   * @param queue takes the pictures
   */
  record Feed(int size, BoundedQueue<AVFrame> queue) {}

  /**
   * Creates a lane.
   *
   * @param feeds the queues of the rungs that are encoded
   * @param keys decides which pictures must be key frames
   * @param stillsDone run once the taps are finished
   * @param aspect width over height of the stream's pictures, before any turn, unless they change
   * @param position receives the position of this lane
   * @param frames follows each picture
   */
  FilterLane(
      PassPlan plan,
      BoundedQueue<AVFrame> decoded,
      List<Feed> feeds,
      PictureTaps taps,
      KeyTimes keys,
      Runnable stillsDone,
      double aspect,
      AtomicLong position,
      FrameWatch frames) {
    this.aspect = aspect;
    this.cap = plan.frameRateCap();
    this.keys = keys;
    this.stillsDone = stillsDone;
    this.position = position;
    this.frames = frames;
    this.plan = plan;
    this.decoded = decoded;
    this.feeds = feeds;
    this.encodes = plan.encodesPictures();
    this.scales = plan.scalesPictures();
    this.tree = plan.sizes();
    this.scenes = new SceneWatch(tree.standard());
    this.taps = taps;
  }

  @Override
  public void run() throws MediaException, LibavException, IOException {
    try (AdaptiveGraph graph =
            new AdaptiveGraph(tree, plan.turn(), false, plan.background(), aspect);
        taps;
        scenes) {
      for (AVFrame picture = decoded.take(); picture != null; picture = decoded.take()) {
        try {
          filter(picture, graph);
        } finally {
          Frames.free(picture);
        }
      }
      if (last == Long.MIN_VALUE) {
        encodeShown(graph);
      }
      if (encodes) {
        showAgain(plan.until(), graph);
        graph.finish(this::hand);
      }
      taps.finish();
      frames.finish();
      stillsDone.run();
      feeds.forEach(feed -> feed.queue().end());
    } finally {
      replaceShown(null);
      replaceLatest(null);
    }
  }

  private void filter(AVFrame picture, AdaptiveGraph graph)
      throws MediaException, LibavException, IOException {
    if (last == Long.MIN_VALUE && plan.from() > 0 && !reached(picture, graph)) {
      frames.before();
      return;
    }
    frames.look(picture);
    frames.passed(encode(picture, graph));
  }

  /**
   * Whether a part has begun. If a seek missed its first picture, the file is read from its
   * beginning instead; if that picture cannot be decoded at all, the previous one stays on screen.
   */
  private boolean reached(AVFrame picture, AdaptiveGraph graph)
      throws MediaException, LibavException, IOException {
    if (picture.pts() < plan.from()) {
      if (plan.fromTheBeginning()) {
        position.set(
            plan.from() + (plan.until() - plan.from()) * picture.pts() / plan.from() / HARDLY);
        replaceShown(Frames.share(picture));
      }
      return false;
    }
    if (picture.pts() > plan.from() + 1) {
      if (!plan.fromTheBeginning()) {
        throw new PartMissed();
      }
      encodeShown(graph);
    }
    return true;
  }

  private void encodeShown(AdaptiveGraph graph) throws LibavException, IOException {
    AVFrame before = shown;
    if (before != null) {
      before.pts(plan.from());
      encode(before, graph);
      replaceShown(null);
    }
  }

  private void replaceShown(@Nullable AVFrame picture) {
    if (shown != null) {
      Frames.free(shown);
    }
    shown = picture;
  }

  /** Returns when the picture is shown, or {@link FrameLog#NOT_SHOWN}. */
  private long encode(AVFrame picture, AdaptiveGraph graph) throws LibavException, IOException {
    long decodedAt = picture.pts();
    if (encodes) {
      showAgain(Math.min(decodedAt, plan.until()), graph);
    }
    if (encodes && !cap.keeps(decodedAt) && !keys.needs(decodedAt)) {
      return FrameLog.NOT_SHOWN;
    }
    if (!order(picture)) {
      return FrameLog.NOT_SHOWN;
    }
    keys.moved(decodedAt, picture.pts());
    taps.decoded(picture);
    if (encodes) {
      replaceLatest(Frames.share(picture));
    }
    if (scales) {
      graph.filter(picture, this::hand);
    }
    return last;
  }

  /** Repeats the latest picture, up to a time, wherever one is due and none comes. */
  private void showAgain(long until, AdaptiveGraph graph) throws LibavException, IOException {
    AVFrame picture = latest;
    while (picture != null && until - due() > PATIENCE) {
      last = due();
      AVFrame again = Frames.share(picture);
      try {
        again.pts(last);
        if (scales) {
          graph.filter(again, this::hand);
        }
      } finally {
        Frames.free(again);
      }
    }
  }

  private long due() {
    return (last / plan.longestShown() + 1) * plan.longestShown();
  }

  private void replaceLatest(@Nullable AVFrame picture) {
    if (latest != null) {
      Frames.free(latest);
    }
    latest = picture;
  }

  /**
   * Gives a picture a timestamp after the previous one, or that of the start to the first picture;
   * false if the picture lies outside the encoded range.
   */
  private boolean order(AVFrame picture) {
    boolean first = last == Long.MIN_VALUE;
    long time = first ? plan.from() : Math.max(picture.pts(), last + SHORTEST_STEP);
    if (time >= plan.until() && !first) {
      return false;
    }
    picture.pts(time);
    last = time;
    position.set(time);
    return true;
  }

  private void hand(@Nullable AVFrame[] pictures) throws LibavException {
    try {
      long time = requireNonNull(pictures[0]).pts();
      boolean key = scenes.look(pictures, keys.due(time));
      for (int i = 0; i < pictures.length; i++) {
        AVFrame picture = requireNonNull(pictures[i]);
        picture.pict_type(key ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        taps.sized(i, picture);
      }
      for (Feed feed : feeds) {
        feed.queue().put(Frames.share(requireNonNull(pictures[feed.size()])));
      }
    } finally {
      Frames.freeAll(pictures);
    }
  }
}
