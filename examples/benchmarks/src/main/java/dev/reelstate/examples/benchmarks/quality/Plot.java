package dev.reelstate.examples.benchmarks.quality;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the curves of one film. */
final class Plot {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 520;

  private Plot() {}

  /** Writes a PNG file of quality against bit rate. */
  static void write(String film, Map<String, List<Point>> curves, Path file) throws IOException {
    XYChart chart = new XYChartBuilder()
        .width(WIDTH)
        .height(HEIGHT)
        .title(film)
        .xAxisTitle("kilobits per second")
        .yAxisTitle("XPSNR in dB")
        .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setMarkerSize(6);
    chart.getStyler().setYAxisDecimalPattern("0");
    curves.forEach((contestant, points) -> add(chart, contestant, points));
    try (OutputStream out = Files.newOutputStream(file)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
    }
  }

  private static void add(XYChart chart, String contestant, List<Point> points) {
    List<Point> rising =
        points.stream().sorted(Comparator.comparing(Point::bitRate)).toList();
    chart
        .addSeries(
            contestant,
            rising.stream().map(point -> point.bitRate() / 1000).toList(),
            rising.stream().map(Point::xpsnr).toList())
        .setMarker(SeriesMarkers.CIRCLE);
  }
}
