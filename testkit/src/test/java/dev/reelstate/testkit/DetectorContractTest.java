package dev.reelstate.testkit;

import static dev.reelstate.testkit.BrightestPixel.NAME;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.Picture;
import dev.reelstate.testkit.contract.DetectorContract;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A detector of a host's, in plain Java, keeps the contract. */
class DetectorContractTest implements DetectorContract {

  @Override
  public Detector detector() {
    return new BrightestPixel();
  }

  @Override
  public DetectionSpec spec() {
    return DetectionSpec.of(NAME);
  }

  @Override
  public List<Picture> pictures() {
    return Stream.of(0, 3, 7).map(DetectorContractTest::picture).toList();
  }

  private static Picture picture(int bright) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(5 * 4 * Picture.PIXEL);
    if (bright > 0) {
      pixels.put(bright * Picture.PIXEL, (byte) 200);
    }
    return new Picture(FrameRef.of(bright, Duration.ofSeconds(bright)), 5, 4, 15, pixels);
  }
}
