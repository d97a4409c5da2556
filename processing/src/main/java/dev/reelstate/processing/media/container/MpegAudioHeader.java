package dev.reelstate.processing.media.container;

import java.util.Optional;

/**
 * Recognises bare MP3 and AAC streams, which have no signature: two consecutive frame headers must
 * match.
 *
 * <p>Header layouts: ISO/IEC 11172-3 section 2.4.1.3 and 13818-7 section 6.2.
 */
final class MpegAudioHeader {

  private static final int[] BIT_RATES_V1 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] BIT_RATES_V2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] SAMPLE_RATES_V1 = {44_100, 48_000, 32_000};

  private MpegAudioHeader() {}

  static Optional<String> sniff(byte[] head) {
    if (follows(head, MpegAudioHeader::layerThree)) {
      return Optional.of("mp3");
    }
    return follows(head, MpegAudioHeader::adts) ? Optional.of("aac") : Optional.empty();
  }

  /** The length of the frame whose header is at a position, or 0 if there is none. */
  @FunctionalInterface
  private interface FrameLength {
    int at(byte[] head, int position);
  }

  private static boolean follows(byte[] head, FrameLength format) {
    int first = format.at(head, 0);
    return first > 0 && format.at(head, first) > 0;
  }

  private static int layerThree(byte[] head, int at) {
    if (!sync(head, at) || bits(head[at + 1], 1, 2) != 1) {
      return 0;
    }
    int version = bits(head[at + 1], 3, 2);
    int bitRate = bits(head[at + 2], 4, 4);
    int sampleRate = bits(head[at + 2], 2, 2);
    if (version == 1 || bitRate == 0 || bitRate == 15 || sampleRate == 3) {
      return 0;
    }
    boolean one = version == 3;
    int hertz = SAMPLE_RATES_V1[sampleRate] >> (one ? 0 : version == 2 ? 1 : 2);
    int kilobits = (one ? BIT_RATES_V1 : BIT_RATES_V2)[bitRate];
    return (one ? 144 : 72) * kilobits * 1000 / hertz + bits(head[at + 2], 1, 1);
  }

  private static int adts(byte[] head, int at) {
    if (!sync(head, at)
        || at + 6 > head.length
        || bits(head[at + 1], 1, 2) != 0
        || bits(head[at + 1], 4, 1) == 0) {
      return 0;
    }
    int length = (head[at + 3] & 3) << 11 | (head[at + 4] & 0xFF) << 3 | bits(head[at + 5], 5, 3);
    return length > 7 ? length : 0;
  }

  private static boolean sync(byte[] head, int at) {
    return at + 4 <= head.length && head[at] == (byte) 0xFF && (head[at + 1] & 0xE0) == 0xE0;
  }

  private static int bits(byte value, int shift, int count) {
    return (value & 0xFF) >> shift & (1 << count) - 1;
  }
}
