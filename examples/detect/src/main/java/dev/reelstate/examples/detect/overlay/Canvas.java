package dev.reelstate.examples.detect.overlay;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Pictures of one size to draw on. Not thread-safe. */
public final class Canvas {

  /** Lines and letters are one point thick in pictures of so many lines, and grow with them. */
  private static final int LINES_PER_POINT = 360;

  private static final Color SHADE = new Color(0, 0, 0, 170);

  private final BufferedImage image;
  private final byte[] bytes;
  private final int point;

  /** A canvas of so many pixels. */
  public Canvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    point = Math.max(1, Math.round((float) height / LINES_PER_POINT));
  }

  /** The canvas itself; what is drawn later appears on it. */
  public BufferedImage image() {
    return image;
  }

  /** Shows a picture, with nothing drawn on it. */
  public void show(Picture picture) {
    ByteBuffer pixels = picture.pixels();
    int begin = pixels.position();
    int row = picture.width() * Picture.PIXEL;
    for (int line = 0; line < picture.height(); line++) {
      pixels.position(begin + line * picture.stride());
      pixels.get(bytes, line * row, row);
    }
  }

  /** What is on the canvas, as a picture; valid until something else is shown. */
  public Picture picture(FrameRef frame) {
    int row = image.getWidth() * Picture.PIXEL;
    return new Picture(frame, image.getWidth(), image.getHeight(), row, ByteBuffer.wrap(bytes));
  }

  /** Draws boxes: faults on top, and what was found on top of the truth. */
  public void draw(List<Mark> marks) {
    Graphics2D graphics = graphics();
    Pen pen = new Pen(graphics, point);
    List<Mark> ordered = marks.stream()
        .sorted(Comparator.comparingInt(mark -> order(mark.kind())))
        .toList();
    ordered.forEach(mark -> pen.outline(shape(mark.box()), mark.kind()));
    ordered.forEach(mark -> write(graphics, mark));
    graphics.dispose();
  }

  private static int order(Kind kind) {
    return switch (kind) {
      case IGNORED -> 0;
      case TRUTH -> 1;
      case FOUND, HIT -> 2;
      case MISS -> 3;
      case FALSE_ALARM -> 4;
    };
  }

  /** Writes a line at the top, and what each kind looks like at the bottom. */
  public void explain(FrameRef frame, Collection<Kind> kinds) {
    Graphics2D graphics = graphics();
    long millis = frame.pts().toMillis();
    String time = String.format(
        Locale.ROOT, "%d:%02d.%03d", millis / 60_000, millis / 1_000 % 60, millis % 1_000);
    Long number = frame.index();
    label(graphics, number == null ? time : "frame " + number + "  " + time, point, point);
    int x = point;
    int y = image.getHeight() - (Glyphs.HEIGHT + 5) * point;
    for (Kind kind : kinds) {
      x += legend(graphics, kind, x, y);
    }
    graphics.dispose();
  }

  private Graphics2D graphics() {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }

  private static Rectangle2D shape(Box box) {
    return new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
  }

  private void write(Graphics2D graphics, Mark mark) {
    Box box = mark.box();
    if (!mark.text().isEmpty()) {
      int height = (Glyphs.HEIGHT + 4) * point;
      int above = (int) Math.round(box.y()) - height - point;
      int y =
          mark.kind() == Kind.MISS || above < 0 ? (int) Math.round(box.bottom()) + point : above;
      int lowest = image.getHeight() - height;
      tag(graphics, mark, (int) Math.round(box.x()), Math.max(0, Math.min(lowest, y)));
    }
  }

  private void tag(Graphics2D graphics, Mark mark, int left, int top) {
    int sign = mark.kind().sign() == Kind.Sign.NONE ? 0 : (Glyphs.HEIGHT + 3) * point;
    int width = (Glyphs.width(mark.text()) + 4) * point + sign;
    int x = Math.max(0, Math.min(image.getWidth() - width, left));
    graphics.setColor(SHADE);
    graphics.fillRect(x, top, width, (Glyphs.HEIGHT + 4) * point);
    graphics.setColor(mark.kind().color());
    new Pen(graphics, point).sign(mark.kind().sign(), x + 2 * point, top + 2 * point);
    graphics.setColor(Color.WHITE);
    Glyphs.draw(graphics, mark.text(), x + 2 * point + sign, top + 2 * point, point);
  }

  private void label(Graphics2D graphics, String text, int x, int y) {
    graphics.setColor(SHADE);
    graphics.fillRect(x, y, (Glyphs.width(text) + 4) * point, (Glyphs.HEIGHT + 4) * point);
    graphics.setColor(Color.WHITE);
    Glyphs.draw(graphics, text, x + 2 * point, y + 2 * point, point);
  }

  /** Draws one entry, and returns how wide it is. */
  private int legend(Graphics2D graphics, Kind kind, int x, int y) {
    int line = 16 * point;
    int sign = kind.sign() == Kind.Sign.NONE ? 0 : (Glyphs.HEIGHT + 3) * point;
    int width = line + sign + (Glyphs.width(kind.words()) + 8) * point;
    graphics.setColor(SHADE);
    graphics.fillRect(x, y, width, (Glyphs.HEIGHT + 4) * point);
    Pen pen = new Pen(graphics, point);
    double middle = y + (Glyphs.HEIGHT + 4) * point / 2.0;
    graphics.setColor(kind.color());
    graphics.setStroke(pen.stroke(kind, kind.stroke() == Kind.Stroke.DOUBLE ? 4 : 2));
    graphics.draw(new Line2D.Double(x + 2 * point, middle, x + line, middle));
    if (kind.stroke() == Kind.Stroke.DOUBLE) {
      graphics.setStroke(new BasicStroke(point));
      graphics.setColor(Color.BLACK);
      graphics.draw(new Line2D.Double(x + 2 * point, middle, x + line, middle));
    }
    graphics.setColor(kind.color());
    pen.sign(kind.sign(), x + line + 3 * point, y + 2 * point);
    graphics.setColor(Color.WHITE);
    Glyphs.draw(graphics, kind.words(), x + line + sign + 3 * point, y + 2 * point, point);
    return width + point;
  }
}
