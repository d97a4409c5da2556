package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.media.product.OutputCheck;
import dev.reelstate.processing.media.product.Outputs;
import dev.reelstate.processing.media.product.Product;
import dev.reelstate.processing.media.product.WrittenFile;
import dev.reelstate.processing.media.still.Poster;
import dev.reelstate.processing.media.still.PosterTimes;
import dev.reelstate.video.Artifact;
import java.io.IOException;
import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The poster of sound: the picture that its file carries. It is decoded and encoded anew. */
final class CoverPoster implements Product {

  private final PassRun run;
  private final AVStream stream;
  private final PosterSpec spec;

  /**
   * Creates a product.
   *
   * @param stream the attached picture
   */
  CoverPoster(PassRun run, AVStream stream, PosterSpec spec) {
    this.run = run;
    this.stream = stream;
    this.spec = spec;
  }

  /** Writes the poster; a picture that cannot be decoded does not affect anything else. */
  @Override
  public void finish(OutputCheck check, Outputs into) throws LibavException, IOException {
    AVFrame picture = Frames.make();
    try {
      if (decode(picture)) {
        PictureSize size = write(picture);
        new WrittenFile(Artifact.POSTER, Artifact.POSTER, PictureLane.POSTER, "image/jpeg", size)
            .finish(check, into);
      } else {
        run.warnings()
            .add("The picture in the file cannot be decoded here, so there is no poster.");
      }
    } finally {
      Frames.free(picture);
    }
  }

  private boolean decode(AVFrame picture) {
    try (Decoder decoder = Decoder.open(stream, run.plan().limits())) {
      decoder.send(stream.attached_pic());
      decoder.send(null);
      return decoder.receive(picture);
    } catch (LibavException e) {
      return false;
    }
  }

  private PictureSize write(AVFrame picture) throws LibavException, IOException {
    DisplayTurn turn = DisplayTurn.of(picture);
    PictureSize size = size(picture, turn).within(spec.maxWidth(), spec.maxHeight());
    double aspect = PictureFormat.of(picture).aspect();
    int background = run.plan().spec().pictures().background();
    PosterTimes only = PosterTimes.of(spec.at(Duration.ZERO), 1, true);
    try (Poster poster = new Poster(size, only, false);
        AdaptiveGraph graph =
            new AdaptiveGraph(SizeTree.of(size), turn, true, background, aspect)) {
      picture.pts(0);
      AdaptiveGraph.Taker show = pictures -> {
        try {
          poster.look(0, requireNonNull(pictures[0]));
          poster.keep(requireNonNull(pictures[0]));
        } finally {
          Frames.freeAll(pictures);
        }
      };
      graph.filter(picture, show);
      graph.finish(show);
      run.budget().write(run.plan().folder().resolve(PictureLane.POSTER), poster.jpeg());
    }
    return size;
  }

  /** The size of the upright picture, in square pixels. */
  private static PictureSize size(AVFrame picture, DisplayTurn turn) {
    int height = picture.height();
    int width = (int) Math.max(1, Math.round(height * PictureFormat.of(picture).aspect()));
    return turn.swapsSides() ? new PictureSize(height, width) : new PictureSize(width, height);
  }
}
