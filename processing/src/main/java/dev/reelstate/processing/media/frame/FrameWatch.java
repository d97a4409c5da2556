package dev.reelstate.processing.media.frame;

import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Follows the decoded pictures through a pass: counts them and samples some. Used by one thread.
 */
public final class FrameWatch {

  /** Follows nothing. */
  public static final FrameWatch NONE = new FrameWatch(null, null);

  private final @Nullable FrameLog log;
  private final @Nullable FrameSampler sampler;

  /**
   * Creates a watch.
   *
   * @param log counts the pictures, or null
   * @param sampler samples the pictures that the log counts, or null
   */
  public FrameWatch(@Nullable FrameLog log, @Nullable FrameSampler sampler) {
    this.log = log;
    this.sampler = sampler;
  }

  /** The next picture belongs to an earlier part of the film. */
  public void before() {
    if (log != null) {
      log.before();
    }
  }

  /** The next picture has come; the caller keeps ownership. */
  public void look(AVFrame picture) throws LibavException, IOException {
    if (sampler != null) {
      sampler.look(picture);
    }
  }

  /**
   * The picture has passed.
   *
   * @param shownAt when the outputs show it, in media ticks, or {@link FrameLog#NOT_SHOWN}
   */
  public void passed(long shownAt) {
    if (log != null) {
      log.passed(shownAt);
    }
    if (sampler != null) {
      sampler.passed();
    }
  }

  /** The last picture has passed. */
  public void finish() throws LibavException, IOException {
    if (sampler != null) {
      sampler.finish();
    }
  }
}
