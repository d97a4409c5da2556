package dev.reelstate.processing.detect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A tiny model that is written field by field, as onnx.proto numbers them. */
final class OnnxModel {

  private static final int FLOAT = 1;

  private final ProtoWriter graph = new ProtoWriter();
  private final ProtoWriter model = new ProtoWriter().number(1, 8).message(8, opset());

  private OnnxModel() {}

  /** A model that takes pictures of this size; a side of 0 is open. */
  static OnnxModel taking(int height, int width) {
    OnnxModel model = new OnnxModel();
    model.graph.text(2, "test");
    return model.input("images", 1, 3, height, width);
  }

  /** With another input, of which no node need take notice. */
  OnnxModel input(String name, long... shape) {
    graph.message(11, value(name, shape));
    return this;
  }

  /** With a constant table of numbers as an output of the shape [1, rows, columns]. */
  OnnxModel table(String name, int columns, float... values) {
    int rows = values.length / columns;
    constant(name + "-values", new long[] {1, rows, columns}, values);
    node("Identity", List.of(name + "-values"), name);
    return output(name, 1, rows, columns);
  }

  OnnxModel constant(String name, long[] shape, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putFloat(value);
    }
    ProtoWriter tensor = new ProtoWriter();
    for (long length : shape) {
      tensor.number(1, length);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array()));
    return this;
  }

  OnnxModel node(String operator, List<String> inputs, String output, ProtoWriter... attributes) {
    ProtoWriter node = new ProtoWriter();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(4, operator);
    for (ProtoWriter attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    return this;
  }

  /** A list of whole numbers that tells a node what to do. */
  static ProtoWriter numbers(String name, long... values) {
    ProtoWriter attribute = new ProtoWriter().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  /** A whole number that tells a node what to do. */
  static ProtoWriter number(String name, long value) {
    return new ProtoWriter().text(1, name).number(3, value).number(20, 2);
  }

  OnnxModel output(String name, long... shape) {
    graph.message(12, value(name, shape));
    return this;
  }

  /** With what its maker says about it. */
  OnnxModel metadata(String key, String value) {
    model.message(14, new ProtoWriter().text(1, key).text(2, value));
    return this;
  }

  Path writeTo(Path file) throws IOException {
    Files.write(file, model.toBytes());
    // Fields may come in any order, and one after the other.
    return Files.write(
        file, new ProtoWriter().message(7, graph).toBytes(), StandardOpenOption.APPEND);
  }

  private static ProtoWriter value(String name, long... shape) {
    ProtoWriter dimensions = new ProtoWriter();
    for (long length : shape) {
      ProtoWriter dimension = new ProtoWriter();
      dimensions.message(
          1, length == 0 ? dimension.text(2, "open" + name) : dimension.number(1, length));
    }
    ProtoWriter tensor = new ProtoWriter().number(1, FLOAT).message(2, dimensions);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
  }

  private static ProtoWriter opset() {
    return new ProtoWriter().text(1, "").number(2, 13);
  }
}
