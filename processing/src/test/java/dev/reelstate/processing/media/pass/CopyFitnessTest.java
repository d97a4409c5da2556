package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.Boxes;
import dev.reelstate.processing.media.CopyCheck;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.probe.StreamObstacles;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that look fit for copying until somebody looks into them. */
class CopyFitnessTest {

  private static final Rung TOP = new Rung("120p", 160, 120, 600_000);
  private static final Films FILM = Films.of(160, 120, 4);

  @TempDir
  private Path folder;

  private Path out;
  private Path file;

  @BeforeEach
  void make_the_folders() throws Exception {
    out = Files.createDirectory(folder.resolve("out"));
    file = folder.resolve("film.mp4");
  }

  private Copying render() throws Exception {
    MediaInfo media = Clips.inspect(file);
    RenderSpec spec = Clips.everything(TOP);
    RenderResult result = Clips.render(
        file,
        spec.withCopying(Copying.of(media, Optional.of(TOP), Optional.ofNullable(spec.audio()))),
        out);
    assertThat(Playback.ofFile(out.resolve("video.mp4")).errors()).isZero();
    return result.copying();
  }

  /** The first parameter set of a film of pictures of that size. */
  private byte[] sequenceParameters(int width, int height) throws Exception {
    Path other = Films.of(width, height, 0.2).silent().write(folder.resolve("other.mp4"));
    try (Demuxer demuxer = Demuxer.open(other, "mp4", MediaLimits.standard())) {
      AVCodecParameters parameters = demuxer.streams().get(0).codecpar();
      byte[] record = new byte[parameters.extradata_size()];
      parameters.extradata().get(record);
      int length = ByteBuffer.wrap(record).getShort(6);
      return Arrays.copyOfRange(record, 8, 8 + length);
    }
  }

  /** A film with a parameter set before its third key frame. */
  private void writeWith(byte[] unit) throws Exception {
    FILM.with((number, packet) -> {
          if (number == 50) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(new byte[] {0, 0, 0, 1});
            bytes.writeBytes(unit);
            bytes.writeBytes(Films.bytes(packet));
            Films.replace(packet, bytes.toByteArray());
          }
        })
        .write(file);
  }

  @Test
  void parameters_that_are_repeated_among_the_pictures_are_no_obstacle() throws Exception {
    writeWith(sequenceParameters(160, 120));

    assertThat(render())
        .isEqualTo(new Copying(List.of(), List.of()).checked(new CopyCheck(100, 100)));
  }

  @Test
  void a_size_that_changes_among_the_pictures_is_an_obstacle() throws Exception {
    writeWith(sequenceParameters(128, 96));

    assertThat(render().video()).containsExactly(CopyObstacle.PARAMETERS);
  }

  @Test
  void channels_that_only_a_program_config_element_describes_are_an_obstacle() throws Exception {
    FILM.withSoundOption("aac_pce", "1").write(file);

    Copying copying = render();

    assertThat(copying.video()).isEmpty();
    assertThat(copying.audio()).containsExactly(CopyObstacle.CHANNEL_MAP);
    assertThat(Playback.ofFile(out.resolve("video.mp4")).audio().end).isBetween(4.0, 4.1);
  }

  @Test
  void edges_that_the_container_hides_are_an_obstacle() throws Exception {
    FILM.write(file);
    byte[] aperture = clap(144, 1, 104, 1, 0, 1, 0, 1);
    Files.write(
        file, Boxes.with(Files.readAllBytes(file), "stsd", body -> withDetail(body, aperture)));

    assertThat(render().video()).containsExactly(CopyObstacle.CROPPED);
  }

  @Test
  void encrypted_packets_have_an_obstacle() throws Exception {
    FILM.muxed(Map.of(
            "encryption_scheme", "cenc-aes-ctr",
            "encryption_key", "000102030405060708090a0b0c0d0e0f",
            "encryption_kid", "101112131415161718191a1b1c1d1e1f"))
        .write(file);

    int packets = 0;
    AVPacket packet = Packets.make();
    try (Demuxer demuxer = Demuxer.open(file, "mp4", MediaLimits.standard())) {
      while (demuxer.read(packet)) {
        assertThat(StreamObstacles.of(packet)).contains(CopyObstacle.ENCRYPTED);
        packets++;
      }
    } finally {
      Packets.free(packet);
    }
    assertThat(packets).isGreaterThan(200);
  }

  private static byte[] clap(int... numbers) {
    ByteBuffer box = ByteBuffer.allocate(8 + 4 * numbers.length);
    box.putInt(box.capacity()).put("clap".getBytes(StandardCharsets.US_ASCII));
    box.put(Boxes.numbers(numbers));
    return box.array();
  }

  /** Sample descriptions whose first entry has another box, if it is one of pictures. */
  private static byte[] withDetail(byte[] descriptions, byte[] box) {
    if (descriptions[12] != 'a' || descriptions[13] != 'v') {
      return descriptions;
    }
    ByteBuffer changed = ByteBuffer.allocate(descriptions.length + box.length);
    changed.put(descriptions).put(box);
    changed.putInt(8, changed.getInt(8) + box.length);
    return changed.array();
  }
}
