package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.CopyObstacle;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of an AudioSpecificConfig (ISO/IEC 14496-3, section 1.6.2.1), which tells every
 * player how to set up its decoder.
 *
 * @param objectType the kind of AAC; 2 is LC
 * @param namedRate whether the sample rate is one of those with a number of their own
 * @param channels the channel configuration; 0 if a program config element describes the channels
 * @param usual whether frames have 1024 samples and nothing is extended
 */
record AacConfig(int objectType, boolean namedRate, int channels, boolean usual) {

  private static final int LC = 2;
  private static final int OTHER_RATE = 15;
  private static final int STEREO = 2;

  static AacConfig of(byte[] config) {
    Bits bits = new Bits(config);
    int type = bits.number(5);
    boolean named = bits.number(4) != OTHER_RATE;
    if (!named) {
      bits.number(24);
    }
    int channels = bits.number(4);
    boolean usual = bits.number(3) == 0 && !bits.exhausted();
    return new AacConfig(type, named, channels, usual);
  }

  /** Why not every player can play such a stream. */
  List<CopyObstacle> obstacles() {
    List<CopyObstacle> found = new ArrayList<>();
    if (channels < 1 || channels > STEREO) {
      found.add(CopyObstacle.CHANNEL_MAP);
    }
    if (objectType != LC || !namedRate || !usual) {
      found.add(CopyObstacle.CONFIGURATION);
    }
    return found;
  }
}
