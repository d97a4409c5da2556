package dev.reelstate.processing.detect;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * A model run by OpenCV, which tells neither the size of its input nor what its maker wrote into
 * it.
 */
final class OpenCvNetwork implements Network {

  private final Net net;
  private final StringVector names;

  private OpenCvNetwork(Net net) {
    this.net = net;
    this.names = net.getUnconnectedOutLayersNames();
  }

  /**
   * Loads a model.
   *
   * @throws UnsupportedModelException if it is none that OpenCV can run
   */
  static OpenCvNetwork load(Path file) throws UnsupportedModelException {
    try {
      return new OpenCvNetwork(opencv_dnn.readNetFromONNX(file.toString()));
    } catch (RuntimeException e) {
      throw new UnsupportedModelException(
          "OpenCV cannot load the model; add com.microsoft.onnxruntime:onnxruntime, which runs more"
              + " models.",
          e);
    }
  }

  @Override
  public String library() {
    return OpenCv.library();
  }

  @Override
  public InputSize input() {
    return new InputSize(0, 0);
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public List<Tensor> run(FloatBuffer planes, InputSize size)
      throws UnsupportedModelException, NetworkException {
    int[] shape = {1, 3, size.height(), size.width()};
    try (FloatPointer memory = new FloatPointer(planes);
        Mat picture = new Mat(shape.length, shape, opencv_core.CV_32F, memory);
        MatVector results = new MatVector()) {
      net.setInput(picture);
      net.forward(results, names);
      List<Tensor> outputs = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        outputs.add(tensor(names.get(i).getString(), results.get(i)));
      }
      return outputs;
    } catch (RuntimeException e) {
      throw new NetworkException(e);
    }
  }

  private static Tensor tensor(String name, Mat result) throws UnsupportedModelException {
    long[] shape = new long[result.dims()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = result.size(i);
    }
    float[] values = new float[(int) result.total()];
    new FloatPointer(result.data()).get(values);
    return Tensor.of(name, shape, values);
  }

  @Override
  public void close() {
    names.close();
    net.close();
  }
}
