package dev.reelstate.processing.detect;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model run by ONNX Runtime, with one thread, so that sums are always in one order. */
final class OnnxRuntimeNetwork implements Network {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String inputName;
  private final InputSize input;
  private final Map<String, String> metadata;

  private OnnxRuntimeNetwork(OrtEnvironment environment, OrtSession session)
      throws OrtException, UnsupportedModelException {
    this.environment = environment;
    this.session = session;
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      throw new UnsupportedModelException("The model has the inputs "
          + String.join(", ", inputs.keySet()) + "; a model with one, the picture, is supported.");
    }
    NodeInfo node = inputs.values().iterator().next();
    this.inputName = node.getName();
    this.input = size(node);
    this.metadata = session.getMetadata().getCustomMetadata();
  }

  /**
   * Loads a model.
   *
   * @throws UnsupportedModelException if it is none, or takes something else than a picture
   */
  static OnnxRuntimeNetwork load(Path file) throws UnsupportedModelException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      OrtSession session = environment.createSession(file.toString(), options);
      return checked(environment, session);
    } catch (OrtException e) {
      throw new UnsupportedModelException(
          "ONNX Runtime cannot load the model; it may be no ONNX file, or have operators that this version does not know.",
          e);
    }
  }

  private static OnnxRuntimeNetwork checked(OrtEnvironment environment, OrtSession session)
      throws OrtException, UnsupportedModelException {
    boolean good = false;
    try {
      OnnxRuntimeNetwork network = new OnnxRuntimeNetwork(environment, session);
      good = true;
      return network;
    } finally {
      if (!good) {
        session.close();
      }
    }
  }

  private static InputSize size(NodeInfo node) throws UnsupportedModelException {
    if (node.getInfo() instanceof TensorInfo tensor) {
      long[] shape = tensor.getShape();
      if (tensor.type == OnnxJavaType.FLOAT
          && shape.length == 4
          && shape[0] <= 1
          && (shape[1] == 3 || shape[1] < 0)) {
        return new InputSize(open(shape[2]), open(shape[3]));
      }
      throw new UnsupportedModelException(
          "The model takes " + tensor.type + " of the shape " + Tensor.text(shape)
              + "; one picture, FLOAT of the shape [1, 3, height, width], is supported.");
    }
    throw new UnsupportedModelException("The model takes no picture.");
  }

  private static int open(long length) {
    return length < 0 ? 0 : (int) length;
  }

  @Override
  public String library() {
    return "onnxruntime-" + environment.getVersion();
  }

  @Override
  public InputSize input() {
    return input;
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public List<Tensor> run(FloatBuffer planes, InputSize size)
      throws UnsupportedModelException, NetworkException {
    long[] shape = {1, 3, size.height(), size.width()};
    try (OnnxTensor picture = OnnxTensor.createTensor(environment, planes, shape);
        OrtSession.Result result = session.run(Map.of(inputName, picture))) {
      List<Tensor> outputs = new ArrayList<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.add(tensor(output.getKey(), output.getValue()));
      }
      return outputs;
    } catch (OrtException e) {
      throw new NetworkException(e);
    }
  }

  private static Tensor tensor(String name, OnnxValue value) throws UnsupportedModelException {
    if (value instanceof OnnxTensor tensor) {
      FloatBuffer numbers = tensor.getFloatBuffer();
      if (numbers != null) {
        float[] values = new float[numbers.remaining()];
        numbers.get(values);
        return Tensor.of(name, tensor.getInfo().getShape(), values);
      }
    }
    throw new UnsupportedModelException("The output " + name + " of the model has no numbers.");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime could not close a model.", e);
    }
  }
}
