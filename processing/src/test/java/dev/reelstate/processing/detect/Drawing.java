package dev.reelstate.processing.detect;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;

/** Pictures that are drawn. */
final class Drawing {

  private static final Color WALL = new Color(200, 205, 215);

  private Drawing() {}

  /** A picture in front of a bright wall. */
  static Picture of(int frame, int width, int height, Consumer<Graphics2D> content) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(WALL);
      graphics.fillRect(0, 0, width, height);
      content.accept(graphics);
    } finally {
      graphics.dispose();
    }
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    ByteBuffer memory = ByteBuffer.allocateDirect(pixels.length).put(pixels).flip();
    return new Picture(
        FrameRef.of(frame, Duration.ofMillis(40L * frame)),
        width,
        height,
        width * Picture.PIXEL,
        memory);
  }

  /** A dark figure that stands upright, from head to feet as tall as is said. */
  static Consumer<Graphics2D> person(int centerX, int top, int tall) {
    return graphics -> {
      double unit = tall / 100.0;
      graphics.translate(centerX, top);
      graphics.scale(unit, unit);
      graphics.setColor(new Color(35, 35, 45));
      graphics.fillOval(-7, 0, 14, 16);
      graphics.fillRoundRect(-13, 16, 26, 38, 14, 14);
      graphics.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      graphics.drawLine(-13, 22, -16, 50);
      graphics.drawLine(13, 22, 16, 50);
      graphics.setStroke(new BasicStroke(9, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      graphics.drawLine(-6, 50, -8, 98);
      graphics.drawLine(6, 50, 8, 98);
      graphics.fillRect(-15, 95, 11, 5);
      graphics.fillRect(4, 95, 11, 5);
    };
  }
}
