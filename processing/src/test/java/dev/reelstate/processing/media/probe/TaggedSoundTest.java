package dev.reelstate.processing.media.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.CodedClips;
import dev.reelstate.video.MediaInfo;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound behind ID3v2 tags, which are longer than what the sniffer sees if they hold a picture. */
class TaggedSoundTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "flac, s16, flac, flac, 200, 1",
    "flac, s16, flac, flac, 200, 3",
    "flac, s16, flac, flac, 3000000, 1",
    "flac, s16, flac, flac, 100000, 2",
    "aac, fltp, adts, aac, 200, 1",
    "aac, fltp, adts, aac, 3000000, 1",
    "aac, fltp, adts, aac, 100000, 2",
    "libmp3lame, fltp, mp3, mp3, 200, 1",
    "libmp3lame, fltp, mp3, mp3, 3000000, 2",
  })
  void is_found(String encoder, String format, String muxer, String container, int tag, int tags)
      throws Exception {
    byte[] sound =
        Files.readAllBytes(CodedClips.tone(encoder, format, muxer, folder.resolve("bare")));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int i = 0; i < tags; i++) {
      file.writeBytes(tag(tag));
    }
    file.writeBytes(sound);
    Path tagged = Files.write(folder.resolve("tagged"), file.toByteArray());

    MediaInfo media = Clips.inspect(tagged);

    assertThat(media.container()).isEqualTo(container);
    assertThat(media.audio().orElseThrow().decodable()).isTrue();
    assertThat(media.duration()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(60));
  }

  /** A tag with a private frame of zeros. */
  private static byte[] tag(int size) {
    int body = size - 20;
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.put("ID3".getBytes(StandardCharsets.US_ASCII)).put((byte) 4).putShort((short) 0);
    bytes.putInt(synchsafe(size - 10));
    bytes.put("PRIV".getBytes(StandardCharsets.US_ASCII)).putInt(synchsafe(body));
    return bytes.array();
  }

  private static int synchsafe(int size) {
    return ((size >> 21) & 0x7F) << 24
        | ((size >> 14) & 0x7F) << 16
        | ((size >> 7) & 0x7F) << 8
        | (size & 0x7F);
  }
}
