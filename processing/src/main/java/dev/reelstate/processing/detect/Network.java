package dev.reelstate.processing.detect;

import java.io.Serial;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** A model in the memory of a library that can run it. Not thread-safe. */
interface Network extends AutoCloseable {

  /** The library with its version. */
  String library();

  /**
   * The height and width that the model insists on, 0 where it takes any or the library cannot say.
   */
  InputSize input();

  /** What its maker wrote into it, by name; empty if the library cannot say. */
  Map<String, String> metadata();

  /**
   * Runs it on one picture.
   *
   * @param planes red, green and blue, each row by row; direct
   * @return the outputs in the model's order
   * @throws UnsupportedModelException if they cannot be detections
   * @throws NetworkException if the library fails
   */
  List<Tensor> run(FloatBuffer planes, InputSize size)
      throws UnsupportedModelException, NetworkException;

  @Override
  void close();

  /**
   * A size in pixels.
   *
   * @param height 0 if it is open
   * @param width 0 if it is open
   */
  record InputSize(int height, int width) {}

  /** A library failed to run a model. */
  final class NetworkException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    NetworkException(Throwable cause) {
      super(cause);
    }
  }
}
