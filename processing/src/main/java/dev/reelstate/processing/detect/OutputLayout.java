package dev.reelstate.processing.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a model writes down what it has found. The names are those of the families that introduced a
 * layout; others share it.
 */
enum OutputLayout {
  /** Rows of box, objectness and classes: YOLOv5, v6 and v7. */
  YOLOV5,
  /** Columns of box and classes: YOLOv8, v9, v11 and v12. */
  YOLOV8,
  /** Rows of two corners, score and class, already suppressed: YOLOv10. */
  YOLOV10,
  /** Rows of box, in parts of the picture, and classes: RT-DETR as Ultralytics exports it. */
  RTDETR,
  /**
   * Two outputs, boxes in parts of the picture and logits: DETR, whose last class means that there
   * is nothing, and its successors, which have no such class.
   */
  DETR;

  /** Numbers of a box. */
  private static final int BOX = 4;

  /**
   * An object as the model wrote it down.
   *
   * @param x left edge, in pixels of the input
   * @param y upper edge, in pixels of the input
   * @param type the number of its class
   */
  record Raw(double x, double y, double width, double height, int type, double score) {}

  static List<String> words() {
    return Arrays.stream(values())
        .map(layout -> layout.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  static OutputLayout parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /**
   * The layout that outputs have by their shapes.
   *
   * @param classes how many classes the model has, or 0 if that is not known
   * @throws UnsupportedModelException if they have none of these, or might have several
   */
  static OutputLayout of(List<Tensor> outputs, int classes) throws UnsupportedModelException {
    for (OutputLayout layout : candidates(outputs)) {
      if (layout.fits(outputs, classes)) {
        return layout;
      }
    }
    throw unsupported(outputs, classes);
  }

  /** In the order in which they are tried: a model has more objects than numbers for each. */
  private static List<OutputLayout> candidates(List<Tensor> outputs) {
    if (outputs.size() == 2) {
      return List.of(DETR);
    }
    Tensor first = outputs.get(0);
    return first.rows() < first.columns()
        ? List.of(YOLOV8, YOLOV5, RTDETR, YOLOV10)
        : List.of(YOLOV5, RTDETR, YOLOV10, YOLOV8);
  }

  /** Whether outputs of these shapes can be read, and have that many classes unless it is 0. */
  boolean fits(List<Tensor> outputs, int classes) {
    if (outputs.size() != (this == DETR ? 2 : 1)) {
      return false;
    }
    if (this == YOLOV10) {
      return outputs.get(0).columns() == BOX + 2;
    }
    if (this == DETR && !isDetr(outputs)) {
      return false;
    }
    int there = classes(outputs);
    return there > 0
        && (classes == 0 || there == classes || (this == DETR && there == classes + 1));
  }

  private static boolean isDetr(List<Tensor> outputs) {
    return boxes(outputs).columns() == BOX
        && boxes(outputs).rows() == logits(outputs).rows();
  }

  /** How many classes the outputs tell apart. */
  int classes(List<Tensor> outputs) {
    return switch (this) {
      case YOLOV5 -> outputs.get(0).columns() - BOX - 1;
      case YOLOV8 -> outputs.get(0).rows() - BOX;
      case RTDETR -> outputs.get(0).columns() - BOX;
      case DETR -> logits(outputs).columns();
      case YOLOV10 -> 0;
    };
  }

  /** Whether boxes are in parts of the input's size instead of pixels. */
  boolean isRelative() {
    return this == RTDETR || this == DETR;
  }

  /**
   * Reads the outputs, whose shape {@linkplain #fits fits}.
   *
   * @param classes how many classes the model has, or 0 if that is not known
   * @param minScore what has a lower score is left out
   */
  List<Raw> read(List<Tensor> outputs, int classes, double minScore) {
    Tensor first = outputs.get(0);
    return switch (this) {
      case YOLOV5 -> rows(first, BOX + 1, minScore);
      case YOLOV8 -> rows(first.transposed(), BOX, minScore);
      case RTDETR -> rows(first, BOX, minScore);
      case YOLOV10 -> corners(first, minScore);
      case DETR -> rows(probabilities(outputs, classes), BOX, minScore);
    };
  }

  /** The best class of each row of box, objectness if there is one, and scores. */
  private static List<Raw> rows(Tensor table, int start, double minScore) {
    List<Raw> found = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      int best = start;
      for (int column = start + 1; column < table.columns(); column++) {
        if (table.at(row, column) > table.at(row, best)) {
          best = column;
        }
      }
      double score = table.at(row, best) * (start > BOX ? table.at(row, BOX) : 1);
      double width = table.at(row, 2);
      double height = table.at(row, 3);
      if (score >= minScore) {
        double x = table.at(row, 0) - width / 2;
        double y = table.at(row, 1) - height / 2;
        found.add(new Raw(x, y, width, height, best - start, score));
      }
    }
    return found;
  }

  private static List<Raw> corners(Tensor table, double minScore) {
    List<Raw> found = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      double score = table.at(row, BOX);
      if (score >= minScore) {
        double x = table.at(row, 0);
        double y = table.at(row, 1);
        double width = table.at(row, 2) - x;
        double height = table.at(row, 3) - y;
        found.add(new Raw(x, y, width, height, Math.round(table.at(row, BOX + 1)), score));
      }
    }
    return found;
  }

  /** Boxes and probabilities as one table. */
  private static Tensor probabilities(List<Tensor> outputs, int classes) {
    Tensor boxes = boxes(outputs);
    Tensor logits = logits(outputs);
    boolean hasNothing = classes > 0 && logits.columns() == classes + 1;
    int types = hasNothing ? classes : logits.columns();
    float[] table = new float[logits.rows() * (BOX + types)];
    for (int row = 0; row < logits.rows(); row++) {
      int start = row * (BOX + types);
      for (int i = 0; i < BOX; i++) {
        table[start + i] = boxes.at(row, i);
      }
      double sum = hasNothing ? exponentials(logits, row) : 0;
      for (int i = 0; i < types; i++) {
        double logit = logits.at(row, i);
        table[start + BOX + i] =
            (float) (hasNothing ? Math.exp(logit) / sum : 1 / (1 + Math.exp(-logit)));
      }
    }
    return new Tensor(logits.name(), logits.rows(), BOX + types, table);
  }

  private static double exponentials(Tensor logits, int row) {
    double sum = 0;
    for (int column = 0; column < logits.columns(); column++) {
      sum += Math.exp(logits.at(row, column));
    }
    return sum;
  }

  /** The output that is named for its boxes, or else the one of four columns. */
  private static Tensor boxes(List<Tensor> outputs) {
    return areBoxesFirst(outputs) ? outputs.get(0) : outputs.get(1);
  }

  private static Tensor logits(List<Tensor> outputs) {
    return areBoxesFirst(outputs) ? outputs.get(1) : outputs.get(0);
  }

  private static boolean areBoxesFirst(List<Tensor> outputs) {
    boolean first = outputs.get(0).name().contains("box");
    boolean second = outputs.get(1).name().contains("box");
    return first == second ? outputs.get(0).columns() == BOX : first;
  }

  /** Says what there is and what is supported. */
  static UnsupportedModelException unsupported(List<Tensor> outputs, int classes) {
    StringBuilder text = new StringBuilder("The model has the outputs");
    outputs.forEach(output ->
        text.append(" %s [1, %d, %d]".formatted(output.name(), output.rows(), output.columns())));
    String known = classes == 0 ? "" : " and " + classes + " classes";
    return new UnsupportedModelException(
        text + known + ", which is none of the layouts " + String.join(", ", words()) + ".");
  }
}
