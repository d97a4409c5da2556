package dev.reelstate.processing.media;

/** Why a stream of the source is re-encoded rather than copied. */
public enum CopyObstacle {
  NOT_WANTED("copying was not requested"),
  /** There is no such stream, or no output uses it. */
  NOT_USED("no output uses it"),
  /** Other containers do not describe their packets well enough. */
  CONTAINER("packets are copied only from MP4, MOV and Matroska"),
  CODEC("not every player supports its codec"),
  PROFILE("not every player supports its profile"),
  /** It is missing, damaged, or asks for more than decoders in hardware have. */
  CONFIGURATION("not every player supports its decoder configuration"),
  ENCRYPTED("it is encrypted"),
  PIXEL_FORMAT("not every player supports pixel formats other than 8-bit 4:2:0"),
  /** Not the colour range and space that players assume by default. */
  COLORS("its colours are not those that players expect"),
  TURNED("its pictures must be rotated or flipped"),
  PIXEL_ASPECT("its pixels are not square"),
  /** Pictures are stored as two fields. */
  INTERLACED("it is interlaced"),
  /** By the container, or by the stream beyond the rest of its last macroblocks. */
  CROPPED("not every player cuts off the edges that it hides"),
  SIZE("the largest rendition has a different size"),
  BIT_RATE("its bit rate is much higher than the rendition needs"),
  FRAME_RATE("it has more pictures a second than wanted"),
  KEY_FRAMES("its key frames are too far apart, or cannot be decoded on their own"),
  /** It begins later than the media, or in the middle of a group of pictures. */
  START("it does not begin where the media begins"),
  END("it does not end where the media ends"),
  EDIT_LIST("an edit list removes parts of it"),
  CHANNELS("it has more channels than the rendition"),
  /** By a program config element, rather than by one of the usual numbers. */
  CHANNEL_MAP("its channels are described in a way that browsers do not accept"),
  SAMPLE_RATE("not every player supports its sample rate"),
  LOUDNESS("its loudness must be changed"),
  TIMES("the timestamps of its packets are missing, go backwards or leave gaps"),
  /** A segment of such pictures would be too long; encoding repeats the picture that stays. */
  GAPS("it shows one picture for longer than a segment lasts"),
  PARAMETERS("its decoder parameters change midway"),
  /** Some of its pictures cannot be decoded; re-encoding skips them. */
  DAMAGED("some of its pictures are damaged"),
  CHECK("the copied output did not pass its check");

  private final String reason;

  CopyObstacle(String reason) {
    this.reason = reason;
  }

  /** The reason in words, as part of a sentence. */
  public String reason() {
    return reason;
  }
}
