package dev.reelstate.processing.media.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.processing.media.Boxes;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.Remuxed;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.task.FailureCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A film that is encrypted as a whole or only in part is refused, and called encrypted. */
class EncryptedFilmTest {

  private static final SampleClip CLIP = SampleClip.of(320, 240, 25, Duration.ofSeconds(2));
  private static final Map<String, String> CENC = Map.of(
      "encryption_scheme", "cenc-aes-ctr",
      "encryption_key", "76a6c65c5ea762046bd749a2e632ccbb",
      "encryption_kid", "a7e61c373e219033c21091fa607bf3b8");
  private static final String FRAGMENTS = "+frag_keyframe+empty_moov+default_base_moof";

  @TempDir
  private Path folder;

  private Path clear() throws Exception {
    return Clips.write(CLIP, folder.resolve("clear"));
  }

  private byte[] encrypted(String... more) throws Exception {
    Map<String, String> options = new HashMap<>(CENC);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return Files.readAllBytes(Remuxed.copy(clear(), "mp4", options, folder.resolve("encrypted")));
  }

  private void assertRefused(byte[] film, String scheme) throws Exception {
    Path file = Files.write(folder.resolve("film"), film);
    assertThatThrownBy(() -> Clips.inspect(file))
        .isInstanceOfSatisfying(MediaException.class, e -> {
          assertThat(e.failure().code()).isEqualTo(FailureCode.ENCRYPTED);
          assertThat(e.failure().message())
              .isEqualTo("The film is encrypted, in whole or in part (" + scheme
                  + "); upload it without copy protection.");
          assertThat(e.failure().facts()).containsEntry("encryption", scheme);
        });
  }

  @Test
  void by_common_encryption() throws Exception {
    assertRefused(encrypted(), "Common Encryption (cenc)");
  }

  @Test
  void in_fragments() throws Exception {
    assertRefused(encrypted("movflags", FRAGMENTS), "Common Encryption (cenc)");
  }

  @ParameterizedTest
  @CsvSource({"cbcs, Common Encryption (cbcs)", "itun, Apple FairPlay", "xyzw, Common Encryption"})
  void by_another_scheme(String scheme, String name) throws Exception {
    assertRefused(replaced(encrypted(), "cenc", scheme), name);
  }

  @Test
  void with_the_systems_that_hold_its_keys() throws Exception {
    byte[] film = encrypted();
    byte[] systems = concat(
        box("pssh", HexFormat.of().parseHex("00000000edef8ba979d64acea3c827dcd51d21ed00000000")),
        box("pssh", HexFormat.of().parseHex("000000009a04f07998404286ab92e65be0885f9500000000")));

    assertRefused(
        Boxes.with(film, "moov", body -> concat(body, systems)),
        "Common Encryption (cenc), Widevine, PlayReady");
  }

  @Test
  void but_not_one_that_only_names_such_systems() throws Exception {
    byte[] system = HexFormat.of().parseHex("00000000edef8ba979d64acea3c827dcd51d21ed00000000");
    byte[] film = concat(Files.readAllBytes(clear()), box("pssh", system));

    assertThat(Clips.inspect(Files.write(folder.resolve("film"), film)).video()).isPresent();
  }

  /** The heads of the slices are clear, so all pictures are concealed ones and look decoded. */
  @Test
  void of_which_nothing_says_that_it_is_encrypted() throws Exception {
    Path file = Remuxed.copy(
        Clips.write(CLIP.withoutSound(), folder.resolve("silent")),
        "mp4",
        Map.of(),
        EncryptedFilmTest::scramble,
        folder.resolve("film"));

    assertThatThrownBy(() -> Clips.inspect(file))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOTHING_DECODED));
  }

  private static void scramble(AVPacket packet) {
    assertThat(avcodec.av_packet_make_writable(packet)).isZero();
    byte[] noise = new byte[Math.max(0, packet.size() - 60)];
    new Random(packet.pts()).nextBytes(noise);
    packet.data().capacity(packet.size()).position(packet.size() - noise.length).put(noise);
  }

  @ParameterizedTest
  @CsvSource({"encv, avc1", "enca, mp4a"})
  void only_one_of_its_tracks(String encrypted, String original) throws Exception {
    byte[] film = replaced(encrypted(), encrypted, original);
    byte[] half = Boxes.with(
        film,
        "stsd",
        body -> text(body).contains(original) ? replaced(body, "sinf", "free") : body);

    assertRefused(withoutSampleEncryption(half, original), "Common Encryption (cenc)");
  }

  @Test
  void whose_first_half_is_clear() throws Exception {
    byte[] clear = Files.readAllBytes(
        Remuxed.copy(clear(), "mp4", Map.of("movflags", FRAGMENTS), folder.resolve("fragments")));
    byte[] secret = encrypted("movflags", FRAGMENTS);
    byte[] fragments = Arrays.copyOfRange(secret, text(secret).indexOf("moof") - 4, secret.length);

    assertRefused(concat(clear, fragments), "Common Encryption");
  }

  @Test
  void behind_a_clear_film() throws Exception {
    assertRefused(concat(Files.readAllBytes(clear()), encrypted()), "Common Encryption (cenc)");
  }

  @Test
  void sound_of_a_shop() throws Exception {
    byte[] clip = Files.readAllBytes(clear());
    assertRefused(replaced(clip, "mp4a", "drms"), "Apple FairPlay");
    assertRefused(replaced(clip, "mp4a", "aavd"), "Audible");
  }

  @ParameterizedTest
  @CsvSource({"1B, DB", "0F, CF"})
  void by_sample_aes_in_the_second_half_of_a_transport_stream(String clear, String encrypted)
      throws Exception {
    byte[] film =
        Files.readAllBytes(Clips.write(CLIP.withContainer("mpegts"), folder.resolve("film.ts")));
    String hex = HexFormat.of().withUpperCase().formatHex(film);
    int half = hex.length() / 2;
    String patched = hex.substring(half).replaceAll(clear + "(E10[01]F0)", encrypted + "$1");

    assertThat(patched).isNotEqualTo(hex.substring(half));
    assertRefused(HexFormat.of().parseHex(hex.substring(0, half) + patched), "SAMPLE-AES");
  }

  @Test
  void in_the_last_part_of_a_broadcast() throws Exception {
    byte[] film =
        Files.readAllBytes(Clips.write(CLIP.withContainer("mpegts"), folder.resolve("film.ts")));
    int packets = film.length / 188;
    for (int i = packets * 3 / 4; i < packets; i++) {
      film[188 * i + 3] |= (byte) 0x80;
    }

    assertRefused(film, "scrambled broadcast");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    return text(bytes).replace(from, to).getBytes(ISO_8859_1);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] box(String type, byte[] body) {
    return ByteBuffer.allocate(8 + body.length)
        .putInt(8 + body.length)
        .put(type.getBytes(ISO_8859_1))
        .put(body)
        .array();
  }

  /** Takes what is said of encrypted samples out of one track. */
  private static byte[] withoutSampleEncryption(byte[] film, String track) {
    return Boxes.with(
        film, "trak", body -> text(body).contains(track) ? replaced(body, "senc", "free") : body);
  }
}
