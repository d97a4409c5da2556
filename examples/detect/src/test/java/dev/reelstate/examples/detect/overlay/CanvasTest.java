package dev.reelstate.examples.detect.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanvasTest {

  private static final FrameRef FRAME = FrameRef.of(42, Duration.ofMillis(1680));

  private final Canvas canvas = new Canvas(640, 360);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void each_kind_is_drawn_in_its_colour(Kind kind) {
    canvas.draw(List.of(new Mark(kind, new Box(100, 100, 200, 150), "")));

    assertThat(colours(canvas.image())).contains(kind.color().getRGB());
  }

  @Test
  void kinds_differ_in_colour_or_in_line_and_signs() {
    assertThat(Set.of(Kind.TRUTH, Kind.HIT, Kind.MISS, Kind.FALSE_ALARM))
        .extracting(Kind::color)
        .doesNotHaveDuplicates();
    assertThat(List.of(Kind.TRUTH, Kind.HIT, Kind.MISS, Kind.FALSE_ALARM))
        .extracting(Kind::stroke)
        .doesNotHaveDuplicates();
  }

  @Test
  void labels_stay_on_the_picture() {
    canvas.draw(List.of(new Mark(Kind.HIT, new Box(620, -20, 40, 60), "person 0.98")));

    assertThat(count(canvas.image(), Color.WHITE)).isGreaterThan(150);
  }

  @Test
  void what_was_drawn_is_gone_with_the_next_picture() {
    canvas.draw(List.of(new Mark(Kind.MISS, new Box(100, 100, 200, 150), "person")));

    canvas.show(gray());

    assertThat(colours(canvas.image())).containsExactly(new Color(90, 90, 90).getRGB());
  }

  @Test
  void every_kind_is_explained() throws IOException {
    canvas.show(gray());
    canvas.draw(List.of(
        new Mark(Kind.TRUTH, new Box(60, 90, 80, 180), ""),
        new Mark(Kind.HIT, new Box(64, 94, 80, 180), "person #3 0.87"),
        new Mark(Kind.MISS, new Box(240, 90, 80, 180), "person"),
        new Mark(Kind.FALSE_ALARM, new Box(420, 90, 80, 180), "person #5 0.41 twice"),
        new Mark(Kind.IGNORED, new Box(560, 90, 60, 120), "")));
    canvas.explain(FRAME, List.of(Kind.TRUTH, Kind.HIT, Kind.MISS, Kind.FALSE_ALARM));

    String file = System.getProperty("overlay.png");
    if (file != null) {
      ImageIO.write(canvas.image(), "png", new File(file));
    }
    assertThat(colours(canvas.image().getSubimage(0, 345, 640, 15)))
        .contains(
            Kind.HIT.color().getRGB(),
            Kind.MISS.color().getRGB(),
            Kind.FALSE_ALARM.color().getRGB(),
            Kind.TRUTH.color().getRGB());
  }

  private static Picture gray() {
    byte[] bytes = new byte[640 * 360 * Picture.PIXEL];
    java.util.Arrays.fill(bytes, (byte) 90);
    return new Picture(FRAME, 640, 360, 640 * Picture.PIXEL, ByteBuffer.wrap(bytes));
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new TreeSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  private static long count(BufferedImage image, Color color) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
