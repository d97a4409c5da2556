package dev.reelstate.examples.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.media.film.FilmWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/** A film of a bright square that walks to the right, four pixels a picture. */
final class SquareFilm {

  static final int WIDTH = 320;
  static final int HEIGHT = 180;
  static final int PICTURES = 20;

  private SquareFilm() {}

  static Box square(int number) {
    return new Box(40 + 4.0 * number, 60, 48, 64);
  }

  static Path write(Path folder) {
    Path file = folder.resolve("walk.mp4");
    try (FilmWriter writer = FilmWriter.create(file, WIDTH, HEIGHT, 10)) {
      for (int number = 0; number < PICTURES; number++) {
        writer.add(picture(number));
      }
      writer.finish(Duration.ofSeconds(2));
    }
    return file;
  }

  static Picture picture(int number) {
    Box square = square(number);
    ByteBuffer pixels = ByteBuffer.allocate(WIDTH * HEIGHT * Picture.PIXEL);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean inside =
            x >= square.x() && x < square.right() && y >= square.y() && y < square.bottom();
        byte gray = (byte) (inside ? 235 : 20);
        pixels.put(gray).put(gray).put(gray);
      }
    }
    return new Picture(
        FrameRef.of(number, Duration.ofMillis(100L * number)),
        WIDTH,
        HEIGHT,
        WIDTH * Picture.PIXEL,
        pixels.flip());
  }
}
