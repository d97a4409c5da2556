package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.util.List;

/**
 * Sound renditions cannot be made as planned. The pass restarts without them, since sound never
 * fails a film, or with two channels instead of one.
 */
public final class SoundRefused extends MediaException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> names;
  private final boolean wider;

  private SoundRefused(List<String> names, boolean wider, String sentence) {
    super(Failure.permanent(FailureCode.INTERNAL, sentence));
    this.names = names;
    this.wider = wider;
  }

  /**
   * Renditions that are left out.
   *
   * @param names the names of the renditions
   * @param detail why, in libav's words
   */
  public static SoundRefused lost(List<String> names, String detail) {
    return new SoundRefused(
        List.copyOf(names),
        false,
        "The sound " + String.join(", ", names) + " cannot be made (" + detail
            + "), so it was left out.");
  }

  /** A rendition whose single channel became two on the way. */
  public static SoundRefused wider(String name) {
    return new SoundRefused(
        List.of(name), true, "The sound " + name + " becomes stereo on the way.");
  }

  /** The names of the renditions. */
  public List<String> names() {
    return names;
  }

  /** Whether the renditions need two channels, rather than being left out. */
  public boolean wider() {
    return wider;
  }
}
