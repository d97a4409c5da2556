package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the container does not want to be seen is cut away, as players do. */
class CroppingTest {

  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;

  @TempDir
  private Path folder;

  /** A red frame of 40 lines and 32 columns around blue. */
  private Path film(String container, int[] crop, int turn, int pixelAspect) throws Exception {
    return ForeignClips.encode(
        "libopenh264",
        container,
        folder.resolve("film"),
        "color=red:size=256x240:rate=25:duration=0.4,drawbox=x=32:y=40:w=192:h=160:color=blue:t=fill",
        context -> {
          context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
          context.bit_rate(2_000_000);
          context.sample_aspect_ratio().num(pixelAspect).den(1);
        },
        stream -> {
          if (turn != 0) {
            new DisplayTurn(turn, false).writeTo(stream, 256, 240);
          }
          stream.sample_aspect_ratio().num(pixelAspect).den(1);
          crop(stream, crop);
        });
  }

  private static void crop(AVStream stream, int[] sides) {
    ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int side : sides) {
      record.putInt(side);
    }
    BytePointer bytes = new BytePointer(avutil.av_malloc(16)).capacity(16);
    bytes.put(record.array());
    AVPacketSideData data = new AVPacketSideData(stream.codecpar().coded_side_data());
    int[] count = {stream.codecpar().nb_coded_side_data()};
    avcodec.av_packet_side_data_add(data, count, avcodec.AV_PKT_DATA_FRAME_CROPPING, bytes, 16, 0);
    stream.codecpar().coded_side_data(data).nb_coded_side_data(count[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "mov, 0, 1, 192, 160",
    "matroska, 0, 1, 192, 160",
    "mov, 90, 1, 160, 192",
    "matroska, 0, 2, 384, 160",
  })
  void only_the_aperture_is_seen(String container, int turn, int pixelAspect, int width, int height)
      throws Exception {
    Path file = film(container, new int[] {40, 40, 32, 32}, turn, pixelAspect);
    MediaInfo media = Clips.inspect(file);
    VideoTrack track = media.video().orElseThrow();

    assertThat(track.width() + "x" + track.height()).isEqualTo(width + "x" + height);
    assertThat(track.codedWidth() + "x" + track.codedHeight()).isEqualTo("256x240");
    Rung rung = new Rung("only", width, height, 1_000_000);
    assertThat(Copying.of(media, Optional.of(rung), Optional.empty()).video())
        .contains(CopyObstacle.SIZE);
    assertEverywhereBlue(file, rung);
  }

  private void assertEverywhereBlue(Path file, Rung rung) throws Exception {
    Path out = folder.resolve("out");
    Clips.render(file, spec(rung), out);
    var poster = ImageIO.read(out.resolve("poster.jpg").toFile());
    assertThat(poster.getWidth() + "x" + poster.getHeight())
        .isEqualTo(rung.width() + "x" + rung.height());
    for (double x : List.of(0.01, 0.5, 0.99)) {
      for (double y : List.of(0.01, 0.5, 0.99)) {
        assertThat(Colors.nearest(Colors.at(out.resolve("video.mp4"), x, y), RED, BLUE))
            .isEqualTo(BLUE);
        int seen = poster.getRGB((int) (x * poster.getWidth()), (int) (y * poster.getHeight()));
        assertThat(Colors.nearest(seen, RED, BLUE)).isEqualTo(BLUE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"41, 39, 33, 31", "39, 41, 31, 33", "1, 0, 0, 1"})
  void odd_sides_are_cut_to_the_pixel(int top, int bottom, int left, int right) throws Exception {
    Path file = film("matroska", new int[] {top, bottom, left, right}, 0, 1);
    VideoTrack track = Clips.inspect(file).video().orElseThrow();

    assertThat(track.width()).isEqualTo(256 - left - right);
    assertThat(track.height()).isEqualTo(240 - top - bottom);
    Path out = folder.resolve("out");
    Clips.render(file, spec(new Rung("only", 256, 240, 1_000_000)), out);
    assertThat(Colors.nearest(Colors.inMiddle(out.resolve("video.mp4")), RED, BLUE))
        .isEqualTo(BLUE);
  }

  @ParameterizedTest
  @CsvSource({"230, 0, 0, 0", "120, 119, 0, 0", "0, 0, 250, 0"})
  void a_crop_that_leaves_almost_nothing_is_not_meant(int top, int bottom, int left, int right)
      throws Exception {
    VideoTrack track = Clips.inspect(film("matroska", new int[] {top, bottom, left, right}, 0, 1))
        .video()
        .orElseThrow();

    assertThat(track.width() + "x" + track.height()).isEqualTo("256x240");
  }

  private static RenderSpec spec(Rung rung) {
    return new RenderSpec(
        List.of(rung),
        null,
        false,
        true,
        new PosterSpec(640, 640, 1),
        null,
        Clips.SEGMENT,
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }
}
