package dev.reelstate.processing.media.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedFormatTest {

  @ParameterizedTest
  @CsvSource({
    "'.RMF\\0\\0', a RealMedia file",
    "'FORM\\0\\0\\0\\0AIFF', an AIFF file",
    "'RIFF\\0\\0\\0\\0WEBPVP8X\\n\\0\\0\\0\u0002', an animated WebP picture",
    "'\u000Bw\u00FE\u0095', a bare Dolby Digital stream",
  })
  void film_and_sound_are_named_as_unsupported(String head, String name) {
    Failure failure = MediaFailures.notAccepted(bytes(head));

    assertThat(ContainerSniffer.sniff(bytes(head))).isEmpty();
    assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED_CONTAINER);
    assertThat(failure.message())
        .startsWith("The file is " + name + ", which is not supported; upload MP4,");
  }

  @ParameterizedTest
  @CsvSource({
    "'RIFF\\0\\0\\0\\0WEBPVP8X\\n\\0\\0\\0\u0010', a WebP picture",
    "'\u0089PNG\\r\\n', a PNG picture",
    "GIF89a, a GIF picture",
    "'\u00FF\u00D8\u00FF\u00E0', a JPEG picture",
    "'\\0\\0\\0\u0018ftypheic', a HEIC picture",
    "'\\0\\0\\0\u0018ftypavif', an AVIF picture",
    "%PDF-1.7, a PDF document",
    "'PK\u0003\u0004', a ZIP archive or an office document",
    "'#EXTM3U\\n', 'a playlist, which only names the files of a film'",
    "'<?xml version=\"1.0\"?><MPD/>', 'a DASH manifest, which only names the files of a film'",
    "'<html>', a web page or XML document",
    "'#!/bin/sh\\n', a script",
    "'Good morning', a text",
  })
  void all_else_is_named_as_no_media(String head, String name) {
    Failure failure = MediaFailures.notAccepted(bytes(head));

    assertThat(ContainerSniffer.sniff(bytes(head))).isEmpty();
    assertThat(failure.code()).isEqualTo(FailureCode.NOT_MEDIA);
    assertThat(failure.message())
        .startsWith("The file is " + name + ", not a video or sound file; upload MP4,");
  }

  @Test
  void what_nobody_knows_has_no_name() {
    assertThat(RefusedFormat.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})).isEmpty();
  }

  private static byte[] bytes(String head) {
    return head.replace("\\0", "\0").replace("\\n", "\n").replace("\\r", "\r").getBytes(ISO_8859_1);
  }
}
