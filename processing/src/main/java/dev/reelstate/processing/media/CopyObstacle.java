package dev.reelstate.processing.media;

/** Why a stream of the source is encoded anew rather than copied. */
public enum CopyObstacle {

  /** The recipe asks for no copying. */
  NOT_WANTED("copying was not asked for"),
  /** There is no such stream, or nothing is made of it. */
  NOT_USED("no output has use for it as it is"),
  /** Its container does not say enough of its packets. */
  CONTAINER("packets are copied from MP4, MOV and Matroska only"),
  /** The codec is not one that all players have. */
  CODEC("not every player has its codec"),
  /** The codec's profile is not one that all players have. */
  PROFILE("not every player knows its profile"),
  /** The layout of its pixels is not one that all players have. */
  PIXEL_FORMAT("players want 8 bit pictures with 4:2:0 colours"),
  /** Not the range and space of colours that players expect without being told. */
  COLORS("its colours are not those that players expect"),
  /** The pictures have to be turned or flipped. */
  TURNED("its pictures have to be turned or flipped"),
  /** Stored pixels are not square. */
  PIXEL_ASPECT("its pixels are not square"),
  /** Pictures are stored as two fields. */
  INTERLACED("it is interlaced"),
  /** No rung has the source's size. */
  SIZE("the largest rendition has another size"),
  /** Many more bits than the rendition needs. */
  BIT_RATE("it has many more bits than the rendition needs"),
  /** Key frames are too far apart for segments. */
  KEY_FRAMES("its key frames are too far apart, or cannot be decoded on their own"),
  /** It begins later than the media, or in the middle of a group of pictures. */
  START("it does not begin where the media begins"),
  /** It ends at another time than the media. */
  END("it does not end where the media ends"),
  /** An edit list cuts something out. */
  EDIT_LIST("an edit list cuts parts of it out"),
  /** Too many channels. */
  CHANNELS("it has more channels than the rendition"),
  /** A rate that not all players have. */
  SAMPLE_RATE("not every player has its sample rate"),
  /** Loudness is to be changed. */
  LOUDNESS("its loudness is to be changed"),
  /** Times that are missing, fall back or leave gaps. */
  TIMES("the times of its packets are missing, fall back or leave gaps"),
  /** What the decoder needs to know changes on the way. */
  PARAMETERS("its decoder's parameters change on the way"),
  /** Some of its pictures cannot be decoded; encoded anew they are passed over. */
  DAMAGED("some of its pictures are damaged"),
  /** What came of copying did not pass the check of outputs. */
  CHECK("the copy did not pass the check of outputs");

  private final String reason;

  CopyObstacle(String reason) {
    this.reason = reason;
  }

  /** The reason for people, as part of a sentence. */
  public String reason() {
    return reason;
  }
}
