package dev.reelstate.processing.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.CopyObstacle;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What configurations of decoders and packets say, bit by bit. */
class StreamConfigTest {

  private static final byte[] PICTURE_SET = {0x68, (byte) 0xCE, 0x3C, (byte) 0x80};

  /** Writes bits. */
  private static final class Writer {
    private final StringBuilder bits = new StringBuilder();

    Writer number(int width, int value) {
      for (int i = width - 1; i >= 0; i--) {
        bits.append(value >> i & 1);
      }
      return this;
    }

    Writer golomb(int value) {
      String code = Integer.toBinaryString(value + 1);
      bits.append("0".repeat(code.length() - 1)).append(code);
      return this;
    }

    byte[] bytes() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      String padded = bits + "0".repeat((8 - bits.length() % 8) % 8);
      for (int i = 0; i < padded.length(); i += 8) {
        bytes.write(Integer.parseInt(padded.substring(i, i + 8), 2));
      }
      return bytes.toByteArray();
    }
  }

  /** A set of the Main profile; sizes in macroblocks, edges in pairs of pixels. */
  private static byte[] sequence(int width, int height, int... edges) {
    Writer set =
        new Writer().number(8, 0x67).number(8, 77).number(16, 30).golomb(0).golomb(0);
    set.golomb(2).golomb(1).number(1, 0).golomb(width - 1).golomb(height - 1);
    set.number(2, 3).number(1, edges.length == 0 ? 0 : 1);
    for (int edge : edges) {
      set.golomb(edge);
    }
    return set.number(2, 1).bytes();
  }

  private static AvcStream stream(byte[]... sequences) {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(new byte[] {1, 77, 0, 30, (byte) 0xFF, (byte) (0xE0 | sequences.length)});
    for (byte[] sequence : sequences) {
      record.writeBytes(new byte[] {0, (byte) sequence.length});
      record.writeBytes(sequence);
    }
    record.writeBytes(new byte[] {1, 0, (byte) PICTURE_SET.length});
    record.writeBytes(PICTURE_SET);
    return AvcStream.of(record.toByteArray()).orElseThrow();
  }

  private static Optional<CopyObstacle> obstacle(AvcStream stream, boolean key, byte[]... units) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] unit : units) {
      bytes.writeBytes(new byte[] {0, 0, 0, (byte) unit.length});
      bytes.writeBytes(unit);
    }
    AVPacket packet = avcodec.av_packet_alloc();
    avcodec.av_new_packet(packet, bytes.size());
    packet.data().put(bytes.toByteArray());
    packet.flags(key ? avcodec.AV_PKT_FLAG_KEY : 0);
    try {
      return stream.obstacle(packet);
    } finally {
      avcodec.av_packet_free(packet);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1190, ",
    "1188, ",
    "1180, CHANNEL_MAP",
    "11B0, CHANNEL_MAP",
    "1194, CONFIGURATION",
    "2B8A, CONFIGURATION",
    "17805DC010, CONFIGURATION",
    "11, 'CHANNEL_MAP, CONFIGURATION'"
  })
  void sound_is_copied_only_with_a_usual_configuration(String config, String obstacles) {
    List<CopyObstacle> found = AacConfig.of(HexFormat.of().parseHex(config)).obstacles();

    assertThat(found).hasToString(obstacles == null ? "[]" : "[" + obstacles + "]");
  }

  @Test
  void the_rest_of_the_last_macroblock_may_be_cropped_and_nothing_else() {
    assertThat(stream(sequence(120, 68, 0, 0, 0, 4)).obstacles()).isEmpty();
    assertThat(stream(sequence(120, 68)).obstacles()).isEmpty();
    assertThat(stream(sequence(120, 68, 0, 0, 0, 40)).obstacles())
        .containsExactly(CopyObstacle.CROPPED);
    assertThat(stream(sequence(120, 68, 2, 0, 0, 0)).obstacles())
        .containsExactly(CopyObstacle.CROPPED);
  }

  @Test
  void a_configuration_of_two_sizes_is_an_obstacle() {
    assertThat(stream(sequence(20, 15), sequence(10, 8)).obstacles())
        .containsExactly(CopyObstacle.PARAMETERS);
    assertThat(SequenceParameters.of(sequence(20, 15)).format()).containsExactly(77L, 20L, 15L);
  }

  @Test
  void a_configuration_that_is_cut_off_is_none() {
    assertThat(AvcStream.of(new byte[] {1, 77, 0, 30, -1, -31, 0, 90, 0x67})).isEmpty();
    assertThat(AvcStream.of(new byte[0])).isEmpty();
    assertThat(stream(new byte[] {0x67, 77}).obstacles())
        .containsExactly(CopyObstacle.CONFIGURATION);
  }

  @Test
  void packets_keep_to_the_configuration() {
    byte[] known = sequence(20, 15);
    AvcStream stream = stream(known);
    byte[] idr = {0x65, 1, 2, 3};
    byte[] other = {0x41, 1, 2, 3};

    assertThat(obstacle(stream, true, known, PICTURE_SET, idr)).isEmpty();
    assertThat(obstacle(stream, false, other)).isEmpty();
    assertThat(obstacle(stream, true, other)).contains(CopyObstacle.KEY_FRAMES);
    assertThat(obstacle(stream, true, sequence(10, 8), idr)).contains(CopyObstacle.PARAMETERS);
    assertThat(obstacle(stream, true, new byte[] {0x68, 1}, idr)).contains(CopyObstacle.PARAMETERS);
    assertThat(obstacle(stream, false, new byte[0])).contains(CopyObstacle.DAMAGED);
  }
}
