package dev.reelstate.processing.format;

/** How a frame of the truth and a frame with detections are told to be the same. */
public enum Pairing {
  /** By the ID of the image, as when the detections were read with the truth. */
  ID,
  /** By the file name. */
  FILE,
  /** By the video and the number of the frame in it; with one video each, by the number. */
  FRAME
}
