package dev.reelstate.processing.media.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the test films of the probe cannot be, since no muxer of ours encrypts like that. */
class EncryptionTest {

  private static final String EBML = "1A45DFA3 84 42868101";
  private static final String ENCRYPTION = "6D80 8A 6240 87 5035 84 47E18105";
  private static final String COMPRESSION = "6D80 8A 6240 87 5034 84 42548103";

  @TempDir
  private Path folder;

  private Optional<String> find(byte[] file, String container) throws IOException {
    Path path = Files.write(folder.resolve("film"), file);
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      return Encryption.find(channel, container);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9A", "01000000000000 1A", "01FFFFFFFFFFFFFF"})
  void a_track_of_matroska(String segmentSize) throws Exception {
    String film = EBML + "18538067" + segmentSize + "EC 81 00 1654AE6B 92 AE 90 D7 81 01";

    assertThat(find(bytes(film + ENCRYPTION), "webm")).contains("Matroska content encryption");
    assertThat(find(bytes(film + COMPRESSION), "matroska")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2211B3FB, 11D2BD23",
    "298AE614, 4E352614",
    "43058533, 49E66981",
  })
  void an_object_of_asf(String low, String high) throws Exception {
    assertThat(find(asf(low, high), "asf")).contains("Windows Media DRM");
    assertThat(find(asf("75B22633", "11CF668E"), "asf")).isEmpty();
  }

  /** A header with an extension, and the object behind it. */
  private static byte[] asf(String low, String high) {
    ByteBuffer file = ByteBuffer.allocate(30 + 46 + 24).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(16, file.capacity());
    file.putLong(30, 0x11CFA92E_5FBF03B5L).putLong(46, 46);
    long id = Long.parseLong(high, 16) << 32 | Long.parseLong(low, 16);
    file.putLong(76, id).putLong(92, 24);
    return file.array();
  }

  @Test
  void packs_of_a_disc() throws Exception {
    assertThat(find(disc(0x90), "mpegps")).contains("DVD scrambling");
    assertThat(find(disc(0x80), "mpegps")).isEmpty();
  }

  private static byte[] disc(int flags) {
    ByteBuffer file = ByteBuffer.allocate(20 * 2048);
    for (int at = 0; at < file.capacity(); at += 2048) {
      file.putInt(at, 0x1BA).put(at + 4, (byte) 0x44);
      file.putInt(at + 14, 0x1E0).put(at + 20, (byte) flags);
    }
    return file.array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "matroska", "asf", "mpegts", "mpegps", "wav"})
  void nothing_in_what_makes_no_sense(String container) throws Exception {
    assertThat(find(new byte[0], container)).isEmpty();
    assertThat(find(bytes("00000001 73747364 00000000 00000000"), container)).isEmpty();
    assertThat(find(bytes("00000018 73747364 00000000 00000001 FFFFFFFF 656E6376"), container))
        .isEmpty();
    assertThat(find(bytes("1A45DFA3 FF 00"), container)).isEmpty();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
