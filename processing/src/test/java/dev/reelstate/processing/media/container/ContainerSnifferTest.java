package dev.reelstate.processing.media.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSnifferTest {

  @ParameterizedTest
  @CsvSource({
    "0000001866747970 69736f6d, mp4",
    "0000001466747970 71742020, mp4",
    "00000014 6d6f6f76 00000000, mp4",
    "1A45DFA3 9F4286810142F7810142F2810442F381084282847765626D, webm",
    "1A45DFA3 A34286810142F7810142F2810442F3810842828 86D6174726F736B61, matroska",
    "52494646 00100000 41564920, avi",
    "52494646 00100000 57415645, wav",
    "464C5601 0500000009, flv",
    "4F676753 0002, ogg",
    "664C6143 00000022, flac",
    "000001BA 2100010001, mpegps",
    "3026B2758E66CF11A6D900AA0062CE6C, asf",
    "49443304 00000000 0000 00, mp3",
  })
  void a_container_is_recognised_by_its_first_bytes(String hex, String container) {
    assertThat(ContainerSniffer.sniff(bytes(hex))).contains(container);
  }

  @ParameterizedTest
  @CsvSource({"0, 188", "4, 192"})
  void a_transport_stream_is_recognised_by_its_sync_bytes(int first, int packet) {
    byte[] head = new byte[4096];
    for (int at = first; at < head.length; at += packet) {
      head[at] = 0x47;
    }
    assertThat(ContainerSniffer.sniff(head)).contains("mpegts");
  }

  @Test
  void bare_mp3_needs_a_second_frame_where_the_first_one_ends() {
    byte[] head = new byte[1000];
    System.arraycopy(bytes("FFFB9064"), 0, head, 0, 4);
    assertThat(ContainerSniffer.sniff(head)).isEmpty();
    System.arraycopy(bytes("FFFB9064"), 0, head, 417, 4);
    assertThat(ContainerSniffer.sniff(head)).contains("mp3");
  }

  @Test
  void bare_aac_needs_a_second_frame_where_the_first_one_ends() {
    byte[] head = new byte[200];
    System.arraycopy(bytes("FFF1508002 1FFC"), 0, head, 0, 7);
    assertThat(ContainerSniffer.sniff(head)).isEmpty();
    System.arraycopy(bytes("FFF1508002 1FFC"), 0, head, 16, 7);
    assertThat(ContainerSniffer.sniff(head)).contains("aac");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "#EXTM3U\n#EXT-X-VERSION:3\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>",
        "#!/bin/sh\necho ftyp\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n",
        "GIF89a",
        "Good morning, this is a text that begins with the letter of a sync byte.",
        "RIFF\0\0\0\0WEBPVP8 ",
        "[playlist]\nFile1=/etc/passwd\n",
      })
  void text_playlists_manifests_scripts_and_pictures_are_not_containers(String content) {
    assertThat(ContainerSniffer.sniff(content.getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"heic", "avif", "mif1", "jp2 "})
  void pictures_in_an_mp4_box_are_not_containers(String brand) {
    byte[] head = ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0").getBytes(ISO_8859_1);
    assertThat(ContainerSniffer.sniff(head)).isEmpty();
  }

  @Test
  void an_ebml_document_of_another_type_is_not_a_container() {
    byte[] head = Arrays.copyOf(bytes("1A45DFA3 9F428288"), 64);
    assertThat(ContainerSniffer.sniff(head)).isEmpty();
  }

  private static byte[] bytes(String hex) {
    return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
