package dev.reelstate.examples.evaluate.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the charts of the report. */
public final class Plots {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 340;
  private static final Color CLEAR = new Color(255, 255, 255, 0);
  private static final Color GRID = new Color(222, 225, 230);
  private static final Color INK = new Color(60, 66, 76);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  private Plots() {}

  /** Lines in a square from 0 to 1. */
  public static Chart curves(String title, String xTitle, String yTitle, List<Curve> curves) {
    XYChart chart = new XYChartBuilder()
        .width(WIDTH)
        .height(HEIGHT)
        .xAxisTitle(xTitle)
        .yAxisTitle(yTitle)
        .build();
    style(chart.getStyler());
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    chart.getStyler().setXAxisTickMarkSpacingHint(70).setYAxisTickMarkSpacingHint(45);
    chart.getStyler().setPlotContentSize(0.97);
    roundTicks(chart);
    List<Chart.Key> keys = new ArrayList<>();
    for (Curve curve : curves) {
      int index = keys.size();
      XYSeries series = chart.addSeries("series " + index, curve.x(), curve.y());
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(Palette.color(index));
      series.setLineStyle(new BasicStroke(index == 0 ? 2.6f : 1.6f));
      keys.add(new Chart.Key(Palette.css(index), curve.name()));
    }
    return new Chart(title, Svg.dataUri(chart), WIDTH, HEIGHT, keys);
  }

  /**
   * Stacked bars.
   *
   * @param places the label of each place
   */
  public static Chart histogram(
      String title, String xTitle, String yTitle, List<String> places, List<Bars> bars) {
    CategoryChart chart = new CategoryChartBuilder()
        .width(WIDTH)
        .height(HEIGHT)
        .xAxisTitle(xTitle)
        .yAxisTitle(yTitle)
        .build();
    style(chart.getStyler());
    chart.getStyler().setStacked(true);
    chart.getStyler().setAvailableSpaceFill(0.95);
    chart.getStyler().setXAxisMaxLabelCount(11);
    chart.getStyler().setYAxisDecimalPattern("#,##0");
    List<Chart.Key> keys = new ArrayList<>();
    for (Bars some : bars) {
      int index = keys.size();
      chart.addSeries("series " + index, places, some.counts()).setFillColor(Palette.color(index));
      keys.add(new Chart.Key(Palette.css(index), some.name()));
    }
    return new Chart(title, Svg.dataUri(chart), WIDTH, HEIGHT, keys);
  }

  /** Points that are evenly spaced would get the ticks, however odd their places. */
  private static void roundTicks(XYChart chart) {
    XYSeries uneven = chart.addSeries("uneven", new double[] {0, 0.001, 1}, new double[] {0, 0, 0});
    uneven.setMarker(SeriesMarkers.NONE);
    uneven.setLineStyle(SeriesLines.NONE);
  }

  private static void style(AxesChartStyler styler) {
    styler.setChartBackgroundColor(CLEAR);
    styler.setPlotBackgroundColor(CLEAR);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickMarksColor(GRID);
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTickLabelsFont(PLAIN);
    styler.setAxisTitleFont(PLAIN);
    styler.setXAxisTitleColor(INK);
    styler.setYAxisTitleColor(INK);
    styler.setChartFontColor(INK);
    styler.setChartPadding(8);
    styler.setLegendVisible(false);
  }
}
