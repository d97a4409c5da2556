package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.sound.Waveform;
import dev.reelstate.video.Artifact;
import java.io.IOException;

/** The waveform of the sound, as data and as a picture. */
public final class WaveformFiles implements Product {

  private static final String NAME = "waveform";

  private final Waveform waveform;

  /** Creates a product for a waveform that will be complete when the product is finished. */
  public WaveformFiles(Waveform waveform) {
    this.waveform = waveform;
  }

  @Override
  public void finish(OutputCheck check, Outputs into) throws LibavException, IOException {
    into.write(Waveform.DATA, waveform.json());
    into.write(Waveform.PICTURE, waveform.png());
    into.add(into.describe(Artifact.WAVEFORM_DATA, NAME, Waveform.DATA, "application/json"));
    into.add(into.describe(Artifact.WAVEFORM, NAME, Waveform.PICTURE, "image/png")
        .withSize(Waveform.SIZE));
  }
}
