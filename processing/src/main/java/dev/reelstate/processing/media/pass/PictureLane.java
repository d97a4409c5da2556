package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.Preview;
import dev.reelstate.processing.media.still.Storyboard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Makes the poster, the storyboard and the preview from the pictures that were picked for them. */
final class PictureLane implements Lanes.Work, AutoCloseable {

  static final String POSTER = "poster.jpg";

  /** The purpose of a picture. */
  enum Use {
    /** A candidate for the poster. */
    POSTER,
    /** A tile of the storyboard. */
    STORYBOARD,
    /** A picture of the preview. */
    PREVIEW
  }

  /** A picture that was picked. */
  record Pick(Use use, int number, boolean upright, AVFrame picture) {
    void free() {
      Frames.free(picture);
    }
  }

  private final PassPlan plan;
  private final OutputBudget budget;
  private final BoundedQueue<Pick> picks;
  private final @Nullable Poster poster;
  private final @Nullable Storyboard storyboard;
  private final @Nullable Preview preview;
  private final AdaptiveGraph turner;

  /**
   * Creates a lane.
   *
   * @param largest the size to which pictures straight from the decoder are scaled first
   * @param aspect width over height of those pictures, before any turn, unless they change
   */
  PictureLane(
      PassPlan plan,
      OutputBudget budget,
      BoundedQueue<Pick> picks,
      @Nullable Poster poster,
      @Nullable Storyboard storyboard,
      @Nullable Preview preview,
      PictureSize largest,
      double aspect) {
    this.plan = plan;
    this.budget = budget;
    this.picks = picks;
    this.poster = poster;
    this.storyboard = storyboard;
    this.preview = preview;
    this.turner = new AdaptiveGraph(List.of(largest), plan.turn(), true, plan.background(), aspect);
  }

  @Override
  public void run() throws LibavException, IOException {
    for (Pick pick = picks.take(); pick != null; pick = picks.take()) {
      try {
        if (pick.upright()) {
          use(pick, pick.picture());
        } else {
          turn(pick);
        }
      } finally {
        pick.free();
      }
    }
    write();
  }

  private void turn(Pick pick) throws LibavException, IOException {
    turner.filter(pick.picture(), pictures -> {
      try {
        use(pick, requireNonNull(pictures[0]));
      } finally {
        Frames.freeAll(pictures);
      }
    });
  }

  private void use(Pick pick, AVFrame picture) throws LibavException, IOException {
    switch (pick.use()) {
      case POSTER -> requireNonNull(poster).consider(picture);
      case STORYBOARD -> requireNonNull(storyboard).place(pick.number(), picture);
      case PREVIEW -> requireNonNull(preview).add(picture);
    }
  }

  private void write() throws LibavException, IOException {
    if (poster != null) {
      budget.write(plan.folder().resolve(POSTER), poster.jpeg());
    }
    if (storyboard != null) {
      budget.write(plan.folder().resolve(Storyboard.SPRITE), storyboard.jpeg());
      budget.write(
          plan.folder().resolve(Storyboard.CUES),
          storyboard.cues().getBytes(StandardCharsets.UTF_8));
    }
    if (preview != null) {
      preview.finish();
    }
  }

  @Override
  public void close() {
    turner.close();
  }
}
