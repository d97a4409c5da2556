package dev.reelstate.processing.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.MediaInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transport streams as recorders leave them: begun anywhere, with other packets, behind junk. */
class TornTransportStreamTest {

  private static final int PACKET = 188;

  @TempDir
  private static Path folder;

  private static byte[] stream;

  @BeforeAll
  static void record() throws MediaException, IOException {
    SampleClip clip = SampleClip.of(320, 240, 25, Duration.ofSeconds(4)).withContainer("mpegts");
    stream = Files.readAllBytes(Clips.write(clip, folder.resolve("whole.ts")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "4, 0, 0",
    "0, 16, 0",
    "0, 0, 100",
    "4, 0, 150",
    "0, 16, 200",
    "0, 0, 187",
  })
  void is_opened_from_anywhere_in_a_packet(int before, int behind, int cut) throws Exception {
    byte[] packets = packets(before, behind);
    assertWhole(Arrays.copyOfRange(packets, cut, packets.length));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 0, 2500", "4, 0, 1000", "0, 16, 1000", "0, 16, 12000", "4, 0, 12000"})
  void is_opened_behind_junk(int before, int behind, int length) throws Exception {
    byte[] junk = new byte[length];
    new Random(length).nextBytes(junk);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(junk);
    file.writeBytes(packets(before, behind));
    assertWhole(file.toByteArray());
  }

  @Test
  void is_not_what_only_repeats_the_sync_byte() throws Exception {
    byte[] even = new byte[20_000];
    Arrays.fill(even, 256, even.length, (byte) 0x47);
    assertThat(Clips.container(Files.write(folder.resolve("even"), even))).isEqualTo("none");
  }

  private static byte[] packets(int before, int behind) {
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    for (int at = 0; at < stream.length; at += PACKET) {
      packets.writeBytes(new byte[before]);
      packets.write(stream, at, PACKET);
      packets.writeBytes(new byte[behind]);
    }
    return packets.toByteArray();
  }

  private static void assertWhole(byte[] film) throws Exception {
    MediaInfo media = Clips.inspect(Files.write(folder.resolve("film"), film));

    assertThat(media.container()).isEqualTo("mpegts");
    assertThat(media.video().orElseThrow().frames()).isBetween(95L, 100L);
    assertThat(media.audio().orElseThrow().decodable()).isTrue();
    assertThat(media.duration()).isCloseTo(Duration.ofSeconds(4), Duration.ofMillis(250));
  }
}
