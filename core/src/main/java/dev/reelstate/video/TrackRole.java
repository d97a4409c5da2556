package dev.reelstate.video;

/** What a track is for, as the file says. */
public enum TrackRole {
  /** The file asks for it to be played unless the viewer chooses another one. */
  DEFAULT,
  /** In the language that the film was made in. */
  ORIGINAL,
  /** In another language than the film was made in. */
  DUB,
  /** Someone talks about the film. */
  COMMENTARY,
  /** Says what is to be seen, for people who see little. */
  DESCRIPTION,
  /** With speech that is easier to understand, for people who hear little. */
  CLEAR_SPEECH,
  /** To sing along with. */
  KARAOKE,
  /** Music and effects without speech. */
  EFFECTS,
  /** Makes sense only when mixed with another track. */
  DEPENDENT
}
