package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.OtherTrack;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound whose file carries a picture. */
class CoverTest {

  private static final RenderSpec SPEC = new RenderSpec(
      List.of(),
      Clips.SOUND,
      true,
      true,
      Clips.POSTER,
      null,
      Clips.SEGMENT,
      RenderSpec.Extras.NONE,
      Copying.NEVER);

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"mjpeg, yuvj420p", "png, rgb24", "png, rgba"})
  void the_picture_becomes_the_poster_and_the_film_stays_sound(String codec, String format)
      throws Exception {
    Path file = withCover(codec, picture(codec, format));
    MediaInfo media = Clips.inspect(file);
    assertThat(media.videoTracks()).isEmpty();
    assertThat(media.otherTracks()).containsExactly(new OtherTrack(1, "picture", codec, null));

    RenderResult result = Clips.render(file, SPEC, folder.resolve("out"));

    assertThat(result.warnings()).isEmpty();
    assertThat(result.outputs())
        .extracting(RenderResult.Output::kind)
        .containsExactlyInAnyOrder(
            Artifact.POSTER, Artifact.MP4, Artifact.HLS, Artifact.DASH, Artifact.HLS_RENDITION);
    RenderResult.Output poster = result.outputs().stream()
        .filter(output -> output.kind().equals(Artifact.POSTER))
        .findFirst()
        .orElseThrow();
    assertThat(poster.width()).isEqualTo(160);
    assertThat(poster.height()).isEqualTo(120);
    BufferedImage image = ImageIO.read(folder.resolve("out/poster.jpg").toFile());
    Color pixel = new Color(image.getRGB(80, 60));
    assertThat(pixel.getRed()).isCloseTo(255, within(6));
    assertThat(pixel.getGreen()).isCloseTo(128, within(6));
    assertThat(pixel.getBlue()).isCloseTo(0, within(6));
  }

  @Test
  void a_broken_picture_is_named_and_spoils_nothing() throws Exception {
    byte[] broken = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
    Path file = withCover("mjpeg", broken);

    RenderResult result = Clips.render(file, SPEC, folder.resolve("out"));

    assertThat(result.warnings())
        .containsExactly("The picture in the file cannot be decoded here, so there is no poster.");
    assertThat(result.outputs())
        .extracting(RenderResult.Output::kind)
        .contains(Artifact.MP4)
        .doesNotContain(Artifact.POSTER);
  }

  private Path withCover(String codec, byte[] picture) throws Exception {
    Path sound = Tones.write(440, 2, folder.resolve("tone.mp4"));
    try (Composed file = new Composed("ipod", folder.resolve("song.m4a"))) {
      int id = codec.equals("png") ? avcodec.AV_CODEC_ID_PNG : avcodec.AV_CODEC_ID_MJPEG;
      return file.track(sound, 0, Map.of()).cover(id, picture).write();
    }
  }

  /** One picture in orange. */
  private static byte[] picture(String codec, String format) throws Exception {
    MediaNatives.require();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String source = "color=c=0xFF8000:size=160x120:duration=0.04,format=rgb24,"
        + "scale=out_color_matrix=bt601:out_range=pc,format=" + format + ",buffersink@out0";
    AVFrame frame = Frames.make();
    try (FilterGraph graph = FilterGraph.video(source, 1)) {
      graph.pull(0, frame);
      try (Encoder encoder = Encoder.open(codec, context -> {
        context.width(160).height(120).pix_fmt(avutil.av_get_pix_fmt(format));
        context.color_range(avutil.AVCOL_RANGE_JPEG);
        context.time_base().num(1).den(25);
      })) {
        frame.pts(0);
        Encoder.Target target = packet -> {
          byte[] content = new byte[packet.size()];
          packet.data().get(content);
          bytes.write(content);
        };
        encoder.encode(frame, target);
        encoder.encode(null, target);
      }
    } finally {
      Frames.free(frame);
    }
    return bytes.toByteArray();
  }
}
