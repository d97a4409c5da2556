package dev.reelstate.processing.frames;

/** What becomes of a decoded frame before it is handed out. */
public enum FrameForm {

  /**
   * The decoded picture, turned upright and converted to blue, green and red, and nothing else:
   * byte for byte what {@code ffmpeg -i film -pix_fmt bgr24} writes, which converts with its scaler
   * and the flag {@code bicubic}, by the matrix and the range that the picture states. Its pixels
   * have the shape that the film gives them, and the lines of both fields of interlaced films.
   */
  DECODED,

  /**
   * The picture as a viewer sees it, as {@code Recipe.Builder.frames} samples it: upright, with
   * square pixels, one field of interlaced films, high dynamic range mapped to the standard range,
   * transparent pictures in front of black. Boxes of ground truth are in its pixels.
   */
  SHOWN
}
