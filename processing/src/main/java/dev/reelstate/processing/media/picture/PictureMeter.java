package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.FrameNotes;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Finds new scenes, and where pictures are black or frozen, with libav's detectors. Used by one
 * thread.
 */
public final class PictureMeter implements PictureTap {

  private static final String DETECTORS =
      "scdet=threshold=10,blackdetect=black_min_duration=0.5:pixel_black_th=0.10,freezedetect=noise=-60dB:duration=2";

  private final double end;
  private final List<Duration> scenes = new ArrayList<>();
  private final Ranges black = new Ranges("lavfi.black_start", "lavfi.black_end");
  private final Ranges frozen =
      new Ranges("lavfi.freezedetect.freeze_start", "lavfi.freezedetect.freeze_end");
  private @Nullable FilterGraph graph;

  /**
   * Creates a meter.
   *
   * @param end the media's end in media ticks
   */
  public PictureMeter(long end) {
    this.end = TimeBase.MEDIA.seconds(end);
  }

  @Override
  public void look(AVFrame picture) throws LibavException {
    FilterGraph current = graph;
    if (current == null) {
      current = FilterGraph.video(
          "buffer@in=video_size=" + picture.width() + "x" + picture.height() + ":pix_fmt="
              + picture.format() + ":time_base=" + TimeBase.MEDIA.num() + "/" + TimeBase.MEDIA.den()
              + ":pixel_aspect=1/1:colorspace=" + picture.colorspace() + ":range="
              + picture.color_range() + "," + DETECTORS + ",buffersink@out0",
          1);
      graph = current;
    }
    AVFrame shared = Frames.share(picture);
    try {
      current.push(shared);
    } finally {
      Frames.free(shared);
    }
    drain(current);
  }

  @Override
  public void finish() throws LibavException {
    FilterGraph current = graph;
    if (current != null) {
      current.push(null);
      drain(current);
    }
    black.end(end);
    frozen.end(end);
  }

  private void drain(FilterGraph current) throws LibavException {
    AVFrame frame = Frames.make();
    try {
      while (current.pull(0, frame)) {
        black.read(frame);
        frozen.read(frame);
        String cut = FrameNotes.text(frame, "lavfi.scd.time");
        if (cut != null) {
          scenes.add(Duration.ofMillis(Math.round(Double.parseDouble(cut) * 1000)));
        }
        avutil.av_frame_unref(frame);
      }
    } finally {
      Frames.free(frame);
    }
  }

  /** The marks that were found, with the given silences. */
  public Marks marks(List<Marks.Range> silent) {
    return new Marks(scenes, black.found, frozen.found, silent, Marks.Seen.EVERY_PICTURE);
  }

  @Override
  public void close() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }

  /**
   * Collects ranges from a detector that reports begin and end on different pictures, and no end if
   * the film ends within a range.
   */
  private static final class Ranges {
    private final String first;
    private final String last;
    private final List<Marks.Range> found = new ArrayList<>();
    private double from = -1;

    Ranges(String first, String last) {
      this.first = first;
      this.last = last;
    }

    void read(AVFrame frame) {
      String begins = FrameNotes.text(frame, first);
      String ends = FrameNotes.text(frame, last);
      if (ends != null && from >= 0) {
        end(Double.parseDouble(ends));
      }
      if (begins != null) {
        from = Double.parseDouble(begins);
      }
    }

    void end(double until) {
      if (from >= 0) {
        found.add(Marks.Range.ofSeconds(from, until));
        from = -1;
      }
    }
  }
}
