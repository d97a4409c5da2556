package dev.reelstate.examples.benchmarks;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;

/** Draws poster and storyboard from frames, with Java's own images. */
final class JavaCvStills {

  private static final int POSTER_SIDE = 1280;
  private static final double MICROSECONDS = 1e6;

  private final Java2DFrameConverter converter = new Java2DFrameConverter();
  private final Path folder;
  private final double middle;
  private final Sheet layout;
  private final BufferedImage sheet;
  private final int tileHeight;
  private int tiles;
  private boolean hasPoster;

  /**
   * Creates the stills of a video.
   *
   * @param folder the folder for the images
   * @param seconds the duration of the video
   * @param shape the ratio of its height to its width
   */
  JavaCvStills(Path folder, double seconds, double shape) {
    this.folder = folder;
    this.middle = seconds / 2;
    this.layout = Sheet.of(seconds);
    this.tileHeight = 2 * (int) Math.round(Sheet.TILE_WIDTH * shape / 2);
    this.sheet = new BufferedImage(
        Sheet.COLUMNS * Sheet.TILE_WIDTH, layout.rows() * tileHeight, BufferedImage.TYPE_3BYTE_BGR);
  }

  /** Uses a frame if a still is due at its time. */
  void look(Frame frame) throws IOException {
    double time = frame.timestamp / MICROSECONDS;
    if (time >= tiles * layout.interval() && tiles < Sheet.COLUMNS * layout.rows()) {
      int x = tiles % Sheet.COLUMNS * Sheet.TILE_WIDTH;
      int y = tiles / Sheet.COLUMNS * tileHeight;
      draw(frame, sheet, x, y, Sheet.TILE_WIDTH, tileHeight);
      tiles++;
    }
    if (time >= middle && !hasPoster) {
      hasPoster = true;
      write(poster(frame), "poster.jpg");
    }
  }

  private BufferedImage poster(Frame frame) {
    int longest = Math.max(frame.imageWidth, frame.imageHeight);
    double scale = Math.min(1, (double) POSTER_SIDE / longest);
    int width = (int) Math.round(frame.imageWidth * scale);
    int height = (int) Math.round(frame.imageHeight * scale);
    BufferedImage poster = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    draw(frame, poster, 0, 0, width, height);
    return poster;
  }

  private void draw(Frame frame, BufferedImage on, int x, int y, int width, int height) {
    Graphics2D graphics = on.createGraphics();
    graphics.drawImage(converter.convert(frame), x, y, width, height, null);
    graphics.dispose();
  }

  private void write(BufferedImage picture, String name) throws IOException {
    ImageIO.write(picture, "jpg", folder.resolve(name).toFile());
  }

  /** Writes the storyboard. */
  void finish() throws IOException {
    write(sheet, "storyboard.jpg");
    converter.close();
  }
}
