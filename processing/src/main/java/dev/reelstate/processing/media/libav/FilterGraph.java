package dev.reelstate.processing.media.libav;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A configured graph of libav filters, described in libav's own notation. Used by one thread.
 *
 * <p>The description names its source {@code buffer@in} or {@code abuffer@in}, if it has one, a
 * second source {@code buffer@in1}, and its sinks {@code buffersink@out0}, {@code buffersink@out1}
 * and so on. It consists of numbers and constants only, never of text from a file.
 */
public final class FilterGraph implements AutoCloseable {

  private static final int MOST_THREADS = 4;

  private final AVFilterGraph graph;
  private final @Nullable AVFilterContext source;
  private final @Nullable AVFilterContext second;
  private final List<AVFilterContext> sinks = new ArrayList<>();
  private final List<TimeBase> timeBases = new ArrayList<>();

  private FilterGraph(AVFilterGraph graph, String kind, int outputs) throws LibavException {
    this.graph = graph;
    this.source = avfilter.avfilter_graph_get_filter(graph, kind + "buffer@in");
    this.second = avfilter.avfilter_graph_get_filter(graph, kind + "buffer@in1");
    for (int i = 0; i < outputs; i++) {
      AVFilterContext sink = LibavException.present(
          avfilter.avfilter_graph_get_filter(graph, kind + "buffersink@out" + i),
          "find a filter's output");
      sinks.add(sink);
      try (AVRational base = avfilter.av_buffersink_get_time_base(sink)) {
        timeBases.add(TimeBase.of(base));
      }
    }
  }

  /** Builds a graph for pictures. */
  public static FilterGraph video(String description, int outputs) throws LibavException {
    return build(description, "", outputs);
  }

  /** Builds a graph for sound with one output. */
  public static FilterGraph audio(String description) throws LibavException {
    return build(description, "a", 1);
  }

  private static FilterGraph build(String description, String kind, int outputs)
      throws LibavException {
    AVFilterGraph graph =
        LibavException.present(avfilter.avfilter_graph_alloc(), "create a filter graph");
    try (AVFilterInOut open = new AVFilterInOut((Pointer) null);
        AVFilterInOut ends = new AVFilterInOut((Pointer) null)) {
      graph.nb_threads(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
      LibavException.check(
          avfilter.avfilter_graph_parse2(graph, description, open, ends),
          "build the filters " + description);
      LibavException.check(
          avfilter.avfilter_graph_config(graph, null), "connect the filters " + description);
      return new FilterGraph(graph, kind, outputs);
    } catch (LibavException | RuntimeException | Error e) {
      avfilter.avfilter_graph_free(graph);
      throw e;
    }
  }

  /** Feeds a frame, whose content is taken over; null ends the input. */
  public void push(@Nullable AVFrame frame) throws LibavException {
    push(0, frame);
  }

  /** Feeds one of two sources, numbered from zero, as {@link #push(AVFrame)} does. */
  public void push(int input, @Nullable AVFrame frame) throws LibavException {
    LibavException.check(
        avfilter.av_buffersrc_add_frame(input == 0 ? source : second, frame), "filter a frame");
  }

  /** Takes a frame from an output; false if none is ready. */
  public boolean pull(int output, AVFrame frame) throws LibavException {
    int code = avfilter.av_buffersink_get_frame(sinks.get(output), frame);
    if (code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF()) {
      return false;
    }
    LibavException.check(code, "take a filtered frame");
    return true;
  }

  /** The time base of an output's timestamps. */
  public TimeBase timeBase(int output) {
    return timeBases.get(output);
  }

  @Override
  public void close() {
    avfilter.avfilter_graph_free(graph);
  }
}
