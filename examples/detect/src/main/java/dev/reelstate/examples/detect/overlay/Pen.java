package dev.reelstate.examples.detect.overlay;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Draws the lines and signs of each kind, with a dark edge, so that they show on any picture. */
final class Pen {

  private static final Color EDGE = new Color(0, 0, 0, 160);
  private static final float[] DASHES = {7, 4};
  private static final float[] DOTS = {2, 3};

  private final Graphics2D graphics;
  private final int point;

  /** A pen for lines of so many pixels. */
  Pen(Graphics2D graphics, int point) {
    this.graphics = graphics;
    this.point = point;
  }

  /** Draws an outline. */
  void outline(Shape shape, Kind kind) {
    graphics.setStroke(new BasicStroke(4f * point));
    graphics.setColor(EDGE);
    graphics.draw(shape);
    boolean twice = kind.stroke() == Kind.Stroke.DOUBLE;
    graphics.setStroke(stroke(kind, twice ? 5 : 2));
    graphics.setColor(kind.color());
    graphics.draw(shape);
    if (twice) {
      graphics.setStroke(new BasicStroke(point));
      graphics.setColor(Color.BLACK);
      graphics.draw(shape);
    }
  }

  /** The stroke of a kind, so many points thick. */
  Stroke stroke(Kind kind, int thickness) {
    float width = (float) thickness * point;
    return switch (kind.stroke()) {
      case SOLID, DOUBLE -> new BasicStroke(width);
      case DASHED -> dashed(width, DASHES);
      case DOTTED -> dashed(width, DOTS);
    };
  }

  private Stroke dashed(float width, float[] pattern) {
    float[] dashes = new float[pattern.length];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = pattern[i] * point;
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
  }

  /** Draws a sign as tall as a letter, in the colour that is set. */
  void sign(Kind.Sign sign, int left, int top) {
    graphics.setStroke(new BasicStroke(1.6f * point));
    double size = (Glyphs.HEIGHT - 1) * (double) point;
    Path2D path = new Path2D.Double();
    switch (sign) {
      case TICK -> {
        path.moveTo(left, top + size * 0.55);
        path.lineTo(left + size * 0.4, top + size);
        path.lineTo(left + size, top);
        graphics.draw(path);
      }
      case CROSS -> {
        path.moveTo(left, top);
        path.lineTo(left + size, top + size);
        path.moveTo(left + size, top);
        path.lineTo(left, top + size);
        graphics.draw(path);
      }
      case RING -> graphics.draw(new Ellipse2D.Double(left, top, size, size));
      case NONE -> {}
    }
  }
}
