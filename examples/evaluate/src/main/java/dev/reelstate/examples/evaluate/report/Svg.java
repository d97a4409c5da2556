package dev.reelstate.examples.evaluate.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** Draws charts as pictures that are part of the page. */
final class Svg {

  private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");
  private static final Pattern LONG_FRACTION = Pattern.compile("(\\.\\d\\d)\\d+");

  private Svg() {}

  /** The chart as a {@code data:} URI, with coordinates to a hundredth of a pixel. */
  static String dataUri(Chart<?, ?> chart) {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, drawn, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String svg = DOCTYPE.matcher(drawn.toString(StandardCharsets.UTF_8)).replaceFirst("");
    byte[] bytes = LONG_FRACTION.matcher(svg).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
    return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(bytes);
  }
}
