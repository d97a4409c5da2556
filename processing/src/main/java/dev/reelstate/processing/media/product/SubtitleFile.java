package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.packaging.PackagedCaptions;
import dev.reelstate.video.Artifact;
import java.io.IOException;

/** The cues of one subtitle track, in a file of the HLS package. */
public final class SubtitleFile implements Product {

  private final SubtitleTrack track;

  /** Creates a product for a track that will be complete when the product is finished. */
  public SubtitleFile(SubtitleTrack track) {
    this.track = track;
  }

  @Override
  public void finish(OutputCheck check, Outputs into) throws IOException {
    String path = HlsPackage.path(track.folder(), PackagedCaptions.CUES);
    into.write(path, track.webVtt());
    into.add(into.describe(Artifact.SUBTITLES, track.name(), path, "text/vtt"));
  }
}
