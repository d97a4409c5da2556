package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.HdrMetadata;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.VideoRange;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVContentLightMetadata;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.avutil.AVMasteringDisplayMetadata;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A film of a high dynamic range: brightness that grows from left to right, in AV1. */
public final class HdrFilm {

  /** The brightest pixel and the brightest mean of a picture, in candelas per square metre. */
  static final int BRIGHTEST = 1000;

  static final int MEAN = 400;

  private HdrFilm() {}

  /**
   * Writes a film of 320x240 pixels at 25 pictures a second.
   *
   * @param stated whether its header says how bright it is
   */
  public static Path write(Path file, VideoRange range, boolean stated, double seconds)
      throws Exception {
    int transfer = avutil.av_color_transfer_from_name(range.transfer());
    return ForeignClips.encode(
        "libsvtav1",
        "mp4",
        file,
        "gradients=size=320x240:rate=25:speed=0.00001:x0=0:y0=0:x1=320:y1=0:c0=black:c1=white:n=2:duration="
            + seconds + ",format=gbrp10,scale=out_color_matrix=bt2020:out_range=tv",
        "yuv420p10le",
        context -> {
          context
              .colorspace(avutil.AVCOL_SPC_BT2020_NCL)
              .color_range(avutil.AVCOL_RANGE_MPEG)
              .color_primaries(avutil.AVCOL_PRI_BT2020)
              .color_trc(transfer)
              .gop_size(25)
              .bit_rate(2_000_000);
          if (stated) {
            say(context);
          }
        },
        stream -> {});
  }

  private static void say(AVCodecContext context) throws LibavException {
    PointerPointer<AVFrameSideData> list = new PointerPointer<>((Pointer) null);
    IntPointer count = new IntPointer(1).put(0);
    AVMasteringDisplayMetadata screen = new AVMasteringDisplayMetadata(avutil
        .av_frame_side_data_new(
            list,
            count,
            avutil.AV_FRAME_DATA_MASTERING_DISPLAY_METADATA,
            new AVMasteringDisplayMetadata().sizeof(),
            0)
        .data());
    screen.has_luminance(1).has_primaries(1);
    screen.max_luminance().num(BRIGHTEST * 10_000).den(10_000);
    screen.min_luminance().num(50).den(10_000);
    int[][] primaries = {{34_000, 16_000}, {13_250, 34_500}, {7_500, 3_000}};
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        screen.display_primaries(i, j).num(primaries[i][j]).den(50_000);
      }
    }
    screen.white_point(0).num(15_635).den(50_000);
    screen.white_point(1).num(16_450).den(50_000);
    AVContentLightMetadata light = new AVContentLightMetadata(avutil
        .av_frame_side_data_new(
            list,
            count,
            avutil.AV_FRAME_DATA_CONTENT_LIGHT_LEVEL,
            new AVContentLightMetadata().sizeof(),
            0)
        .data());
    light.MaxCLL(BRIGHTEST).MaxFALL(MEAN);
    context.decoded_side_data(list).nb_decoded_side_data(count.get());
  }

  /** The pixel format, the colours and whether the header of the first track says how bright. */
  public static List<String> about(Path mp4) throws Exception {
    try (Demuxer demuxer = Demuxer.open(mp4, "mp4", MediaLimits.standard())) {
      AVCodecParameters stream = demuxer.streams().get(0).codecpar();
      return List.of(
          avutil.av_get_pix_fmt_name(stream.format()).getString(),
          avutil.av_color_transfer_name(stream.color_trc()).getString(),
          avutil.av_color_primaries_name(stream.color_primaries()).getString(),
          avutil.av_color_space_name(stream.color_space()).getString(),
          "stated: " + !HdrMetadata.of(stream).isEmpty());
    }
  }
}
