package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.sample.SampleClip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** Files like those of other programs, unlike a {@link SampleClip}. */
public final class ForeignClips {

  private ForeignClips() {}

  /** A film of one picture with any encoder that the natives have. */
  public static Path oneFrame(String encoderName, String container, Path file) throws Exception {
    return encode(
        encoderName,
        container,
        file,
        "testsrc2=size=64x48:rate=25:duration=0.04",
        context -> {},
        stream -> {});
  }

  /** Encodes the pictures that a filter graph draws, as yuv420p. */
  public static Path encode(
      String encoderName,
      String container,
      Path file,
      String source,
      Encoder.Setup setup,
      Muxer.StreamSetup streamSetup)
      throws MediaException, LibavException, IOException {
    return encode(encoderName, container, file, source, "yuv420p", setup, streamSetup);
  }

  /** Encodes the pictures that a filter graph draws, in libav's pixel format of that name. */
  static Path encode(
      String encoderName,
      String container,
      Path file,
      String source,
      String pixelFormat,
      Encoder.Setup setup,
      Muxer.StreamSetup streamSetup)
      throws MediaException, LibavException, IOException {
    MediaNatives.require();
    try (FilterGraph graph =
            FilterGraph.video(source + ",format=" + pixelFormat + ",buffersink@out0", 1);
        Scope scope = new Scope()) {
      AVFrame frame = Frames.make();
      scope.onClose(() -> Frames.free(frame));
      graph.pull(0, frame);
      Encoder encoder = Encoder.open(encoderName, context -> {
        context.width(frame.width()).height(frame.height());
        context.pix_fmt(avutil.av_get_pix_fmt(pixelFormat));
        context.time_base().num(1).den(25);
        context.framerate().num(25).den(1);
        setup.apply(context);
      });
      scope.onClose(encoder::close);
      OutputBudget budget = new OutputBudget(Long.MAX_VALUE);
      Muxer muxer = Muxer.open(
          container,
          budget.create(file),
          true,
          Map.of("strict", "unofficial"),
          List.of(encoder),
          streamSetup);
      scope.onClose(muxer::close);
      do {
        frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
        frame.pts(graph.timeBase(0).to(encoder.timeBase(), frame.pts()));
        frame.duration(1);
        encoder.encode(frame, packet -> muxer.write(0, packet));
        avutil.av_frame_unref(frame);
      } while (graph.pull(0, frame));
      encoder.encode(null, packet -> muxer.write(0, packet));
      muxer.finish();
    }
    return file;
  }
}
