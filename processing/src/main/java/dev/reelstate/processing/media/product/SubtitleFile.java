package dev.reelstate.processing.media.product;

import dev.reelstate.video.Artifact;
import java.io.IOException;

/** The cues of one subtitle track; they lie in the HLS package, which refers to them. */
public final class SubtitleFile implements Product {

  private final SubtitleTrack track;

  /** The file of a track that will be complete by then. */
  public SubtitleFile(SubtitleTrack track) {
    this.track = track;
  }

  @Override
  public void finish(OutputCheck check, Outputs into) throws IOException {
    String path = HlsPackage.path(track.folder(), SubtitleTrack.CUES);
    into.write(path, track.webVtt());
    into.add(into.describe(Artifact.SUBTITLES, track.name(), path, "text/vtt"));
  }
}
