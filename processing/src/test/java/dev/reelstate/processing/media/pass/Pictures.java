package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;

/** The decoded pictures of an MP4 file's first track. */
final class Pictures {

  private Pictures() {}

  /** Applies a function to each picture, in presentation order; the picture is freed afterwards. */
  static <T> List<T> of(Path file, Function<AVFrame, T> look)
      throws MediaException, LibavException, IOException {
    List<T> seen = new ArrayList<>();
    AVPacket packet = avcodec.av_packet_alloc();
    AVFrame frame = Frames.make();
    try (Demuxer demuxer = Demuxer.open(file, "mp4", MediaLimits.standard());
        Decoder decoder = Decoder.open(demuxer.streams().get(0), MediaLimits.standard())) {
      boolean more = true;
      while (more) {
        more = demuxer.read(packet);
        if (!more || packet.stream_index() == 0) {
          decoder.send(more ? packet : null);
          while (decoder.receive(frame)) {
            seen.add(look.apply(frame));
          }
        }
      }
    } finally {
      Frames.free(frame);
      avcodec.av_packet_free(packet);
    }
    return seen;
  }
}
