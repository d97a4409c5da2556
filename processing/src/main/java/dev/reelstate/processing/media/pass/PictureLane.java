package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.media.still.KeyMeter;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.Preview;
import dev.reelstate.processing.media.still.Storyboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Makes poster, storyboard, preview and marks from the pictures that were picked for them. */
final class PictureLane implements Lanes.Work, AutoCloseable {

  static final String POSTER = "poster.jpg";

  /** The purpose of a picture. */
  enum Use {
    /** A candidate for the poster. */
    POSTER,
    /** A tile of the storyboard. */
    STORYBOARD,
    /** A picture of the preview. */
    PREVIEW,
    /** A key frame that is analysed. */
    MARKS
  }

  /** A picture that was picked. */
  record Pick(Use use, int number, boolean upright, AVFrame picture) {
    void free() {
      Frames.free(picture);
    }
  }

  /**
   * What the lane makes.
   *
   * @param poster null for none, like the others
   * @param meter for the marks
   */
  record Stills(
      @Nullable Poster poster,
      @Nullable Storyboard storyboard,
      @Nullable Preview preview,
      @Nullable KeyMeter meter) {}

  private final PassPlan plan;
  private final OutputBudget budget;
  private final BoundedQueue<Pick> picks;
  private final Stills stills;
  private final double aspect;
  private final Map<PictureSize, AdaptiveGraph> turners = new HashMap<>();

  /**
   * Creates a lane.
   *
   * @param aspect width over height of pictures straight from the decoder, before any turn, unless
   *     they change
   */
  PictureLane(
      PassPlan plan, OutputBudget budget, BoundedQueue<Pick> picks, Stills stills, double aspect) {
    this.plan = plan;
    this.budget = budget;
    this.picks = picks;
    this.stills = stills;
    this.aspect = aspect;
  }

  @Override
  public void run() throws LibavException, IOException {
    for (Pick pick = picks.take(); pick != null; pick = picks.take()) {
      try {
        use(pick);
      } finally {
        pick.free();
      }
    }
    write();
  }

  private void use(Pick pick) throws LibavException, IOException {
    switch (pick.use()) {
      case POSTER -> consider(requireNonNull(stills.poster()), pick);
      case STORYBOARD -> {
        Storyboard board = requireNonNull(stills.storyboard());
        upright(pick, board.tile(), picture -> board.place(pick.number(), picture));
      }
      case PREVIEW -> {
        Preview preview = requireNonNull(stills.preview());
        upright(pick, preview.size(), preview::add);
      }
      case MARKS -> {
        KeyMeter meter = requireNonNull(stills.meter());
        if (meter.isNew(pick.picture().pts())) {
          upright(pick, meter.size(), meter::look);
        }
      }
    }
  }

  private void consider(Poster poster, Pick pick) throws LibavException, IOException {
    boolean[] wanted = new boolean[1];
    upright(pick, poster.smallSize(), picture -> wanted[0] = poster.look(pick.number(), picture));
    if (wanted[0]) {
      upright(pick, poster.size(), poster::keep);
    }
  }

  /** Looks at a picture; the caller keeps ownership. */
  @FunctionalInterface
  private interface Look {
    void at(AVFrame picture) throws LibavException;
  }

  /** Shows a picture upright; in the given size, unless it is upright already. */
  private void upright(Pick pick, PictureSize size, Look look) throws LibavException, IOException {
    if (pick.upright()) {
      look.at(pick.picture());
      return;
    }
    AdaptiveGraph turner = turners.computeIfAbsent(
        size,
        wanted ->
            new AdaptiveGraph(SizeTree.of(wanted), plan.turn(), true, plan.background(), aspect));
    AVFrame shared = Frames.share(pick.picture());
    try {
      turner.filter(shared, pictures -> {
        try {
          look.at(requireNonNull(pictures[0]));
        } finally {
          Frames.freeAll(pictures);
        }
      });
    } finally {
      Frames.free(shared);
    }
  }

  private void write() throws LibavException, IOException {
    Poster poster = stills.poster();
    if (poster != null) {
      budget.write(plan.folder().resolve(POSTER), poster.jpeg());
    }
    Storyboard board = stills.storyboard();
    if (board != null) {
      budget.write(plan.folder().resolve(Storyboard.SPRITE), board.jpeg());
      budget.write(
          plan.folder().resolve(Storyboard.CUES), board.cues().getBytes(StandardCharsets.UTF_8));
    }
    Preview preview = stills.preview();
    if (preview != null) {
      preview.finish();
    }
  }

  @Override
  public void close() {
    turners.values().forEach(AdaptiveGraph::close);
  }
}
