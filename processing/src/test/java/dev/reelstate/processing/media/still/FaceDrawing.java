package dev.reelstate.processing.media.still;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Rough pictures, with the face that a cascade looks for or without. */
final class FaceDrawing {

  private FaceDrawing() {}

  /** A rough wall of that brightness, black if it is 0, or somebody before a smoother one. */
  static BufferedImage of(int seed, int brightness, boolean face) {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    int rough = face ? 40 : 70;
    for (int y = 0; y < 240; y += 2) {
      for (int x = 0; x < 320; x += 2) {
        int grey = brightness == 0 ? 0 : brightness - rough + random.nextInt(2 * rough + 1);
        int value = Math.max(0, Math.min(255, grey));
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(value, value, value));
        graphics.fillRect(x, y, 2, 2);
        graphics.dispose();
      }
    }
    if (face) {
      draw(image);
    }
    return image;
  }

  /** Dark eyes below a bright brow, a bright nose, a dark mouth, before a dark curtain. */
  private static void draw(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.translate(60, 45);
    graphics.setColor(new Color(60, 60, 60));
    graphics.fillRect(40, 0, 120, 150);
    graphics.setColor(new Color(190, 190, 190));
    graphics.fillOval(60, 20, 80, 105);
    graphics.setColor(new Color(70, 70, 70));
    graphics.fillOval(72, 56, 22, 12);
    graphics.fillOval(106, 56, 22, 12);
    graphics.fillRect(70, 48, 26, 4);
    graphics.fillRect(104, 48, 26, 4);
    graphics.fillRect(86, 100, 28, 7);
    graphics.setColor(new Color(145, 145, 145));
    graphics.fillOval(93, 78, 14, 9);
    graphics.dispose();
  }
}
