package dev.reelstate.processing.media.frame;

import static java.util.Objects.requireNonNull;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.processing.frames.MappedFrame;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.recipe.SampledFrames.Rule;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every picture of a film, or of a part of it, and keeps those that are sampled, with
 * their numbers in the film. Used by one thread.
 */
public final class FrameSampler implements AutoCloseable {

  private final SampleRule rule;
  private final boolean cuts;
  private final FrameLog log;
  private final long first;
  private final long end;
  private final SampleFile file;
  private @Nullable AVFrame shown;
  private long shownFrom;
  private boolean begun;
  private @Nullable FrameRef shownAs;

  /**
   * Creates a sampler.
   *
   * @param log where the pictures are counted
   * @param first the number of the first picture that is counted
   * @param end where the film or the part of it ends, in media ticks
   * @param file takes the sampled pictures
   */
  public FrameSampler(SampledFrames frames, FrameLog log, long first, long end, SampleFile file) {
    this.rule = new SampleRule(frames);
    this.cuts = frames.rule() == Rule.AT_SCENE_CHANGES;
    this.log = log;
    this.first = first;
    this.end = end;
    this.file = file;
  }

  /**
   * Looks at the next picture, before it is passed on.
   *
   * @param picture with its time in media ticks; the caller keeps ownership
   */
  public void look(AVFrame picture) throws LibavException, IOException {
    release(picture.pts());
    if (log.isOurs(picture.pts())) {
      shown = Frames.share(picture);
      shownFrom = begun || first > 0 ? picture.pts() : Math.min(0, picture.pts());
      begun = true;
    }
  }

  /** Notes the number and the time of the picture, after the log has been told. */
  public void passed() {
    if (shown != null) {
      MappedFrame latest = log.latest();
      long number = first + latest.number();
      shownAs = FrameRef.of(number, latest.ref().pts());
    }
  }

  /** Keeps the picture that is on screen until this time, if it is sampled. */
  private void release(long until) throws LibavException, IOException {
    AVFrame picture = shown;
    FrameRef frame = shownAs;
    if (picture != null && frame != null) {
      long number = requireNonNull(frame.index());
      boolean cut = cuts && file.isCut(picture);
      if (rule.takes(number, shownFrom, until, cut)) {
        file.add(frame, picture);
      }
    }
    free();
  }

  /** Keeps the last picture, if it is sampled, and completes the file. */
  public void finish() throws LibavException, IOException {
    release(end);
    file.finish();
  }

  private void free() {
    if (shown != null) {
      Frames.free(shown);
      shown = null;
      shownAs = null;
    }
  }

  /** Frees the picture that is held; the file stays open. */
  @Override
  public void close() {
    free();
  }
}
