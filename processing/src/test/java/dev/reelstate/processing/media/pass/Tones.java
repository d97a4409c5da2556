package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.packaging.Mp4File;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.PcmFormat;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Sound files of one steady tone. */
final class Tones {

  private static final int RATE = 48_000;

  private Tones() {}

  /** Writes a tone of so many Hertz as AAC in MP4. */
  static Path write(int hertz, double seconds, Path file) throws Exception {
    MediaNatives.require();
    String source = "sine=frequency=" + hertz + ":sample_rate=" + RATE + ":duration=" + seconds
        + ",volume=12dB,aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=n=1024:p=0,"
        + "abuffersink@out0";
    try (FilterGraph graph = FilterGraph.audio(source);
        Encoder encoder = AacEncoder.open(new PcmFormat(RATE, 2, 1024), 128_000);
        Mp4File mp4 =
            new Mp4File(file, new OutputBudget(Long.MAX_VALUE), List.of(encoder), stream -> {})) {
      AVFrame frame = Frames.make();
      while (graph.pull(0, frame)) {
        encoder.encode(frame, packet -> mp4.muxer().write(0, packet));
        org.bytedeco.ffmpeg.global.avutil.av_frame_unref(frame);
      }
      encoder.encode(null, packet -> mp4.muxer().write(0, packet));
      Frames.free(frame);
      mp4.finish();
    }
    return file;
  }
}
