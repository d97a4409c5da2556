package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.container.Containers;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.recipe.MediaLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;

/** The packets of one file in another container, with options of libav's muxer. */
public final class Remuxed {

  private Remuxed() {}

  /** Copies all streams of a file; the muxer's name is libav's. */
  public static Path copy(Path from, String muxer, Map<String, String> options, Path to)
      throws Exception {
    return copy(from, muxer, options, packet -> {}, to);
  }

  /** Copies all streams of a file, and changes each packet on the way. */
  public static Path copy(
      Path from,
      String muxer,
      Map<String, String> options,
      Consumer<? super AVPacket> change,
      Path to)
      throws Exception {
    String container = Clips.container(from);
    if (Containers.demuxer(container).isEmpty()) {
      throw new IllegalArgumentException(from + " is no film.");
    }
    AVPacket packet = Packets.make();
    try (Demuxer demuxer = Demuxer.open(from, container, MediaLimits.standard())) {
      List<Source> sources = demuxer.streams().stream().map(Source::new).toList();
      OutputBudget budget = new OutputBudget(Long.MAX_VALUE);
      try (Muxer out = Muxer.open(muxer, budget.create(to), true, options, sources, stream -> {})) {
        while (demuxer.read(packet)) {
          change.accept(packet);
          out.write(packet.stream_index(), packet);
        }
        out.finish();
      }
    } finally {
      Packets.free(packet);
    }
    return to;
  }

  private record Source(AVStream stream) implements PacketSource {

    @Override
    public TimeBase timeBase() {
      return TimeBase.of(stream.time_base());
    }

    @Override
    public void describe(AVCodecParameters parameters) throws LibavException {
      LibavException.check(
          avcodec.avcodec_parameters_copy(parameters, stream.codecpar()), "describe a stream");
      parameters.codec_tag(0);
    }
  }
}
