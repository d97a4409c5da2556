package dev.reelstate.processing.media.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker finds what is wrong with a package. */
class PackageCheckTest {

  @TempDir
  private static Path folder;

  private static Path hls;

  private Path changed = Path.of("none");
  private byte[] before = {};

  @BeforeAll
  static void make_a_package() throws Exception {
    Path file = Clips.write(Clips.PLAIN, folder.resolve("clip.mp4"));
    Clips.render(
        file,
        Clips.everything(new Rung("240p", 320, 240, 400_000), new Rung("120p", 160, 120, 100_000)),
        folder.resolve("out"));
    hls = folder.resolve("out/hls");
  }

  @AfterEach
  void put_everything_back() throws Exception {
    if (before.length > 0) {
      Files.write(changed, before);
    }
  }

  private void keep(String file) throws Exception {
    changed = hls.resolve(file);
    before = Files.readAllBytes(changed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "240p/index.m3u8 | DURATION:2 | DURATION:1 | is not above the target",
        "240p/index.m3u8 | DURATION:2 | DURATION:3 | one target duration",
        "240p/index.m3u8 | VERSION:7 | VERSION:3 | needs version 6",
        "240p/index.m3u8 | EXTINF:2.000000 | EXTINF:1.800000 | begins at 2.000, not 1.800",
        "240p/index.m3u8 | EXTINF:2.000000 | EXTINF:1.990000 | 120p/index.m3u8 is cut where",
        "240p/index.m3u8 | segment_00002 | segment_00009 | segment_00009.m4s exists",
        "240p/index.m3u8 | #EXT-X-ENDLIST | | ENDLIST is there once",
        "240p/index.m3u8 | #EXT-X-INDEPENDENT-SEGMENTS | | segments are independent",
        "240p/index.m3u8 | SEQUENCE:0 | SEQUENCE:1 | its first number is 0",
        "240p/iframes.m3u8 | BYTERANGE: | BYTERANGE:1 | ends with its first picture",
        "master.m3u8 | :BANDWIDTH= | :BANDWIDTH=1 | BANDWIDTH of 240p/index.m3u8 is",
        "master.m3u8 | AVERAGE-BANDWIDTH= | AVERAGE-BANDWIDTH=1 | AVERAGE-BANDWIDTH of",
        "master.m3u8 | 320x240 | 320x200 | RESOLUTION of 240p/index.m3u8 is 320x200",
        "master.m3u8 | 25.000 | 24.000 | FRAME-RATE of 240p/index.m3u8 is 24.000",
        "master.m3u8 | avc1.6 | avc1.4 | CODECS of 240p/index.m3u8",
        "master.m3u8 | CHANNELS=\"2\" | CHANNELS=\"6\" | has 2 channels",
        "master.m3u8 | AUDIO=\"audio\" | AUDIO=\"other\" | is a group",
        "master.m3u8 | AUTOSELECT=YES | AUTOSELECT=NO | is AUTOSELECT",
        "master.m3u8 | 240p/iframes.m3u8 | 120p/iframes.m3u8 | 240p/index.m3u8 has key frames",
        "manifest.mpd | minBufferTime | minBuffer | minBuffer",
        "manifest.mpd | sar=\"1:1\" | sar=\"one\" | one",
        "manifest.mpd | width=\"320\" | width=\"300\" | 240p is 300x240",
        "manifest.mpd | PT6.000S | PT7.000S | the presentation at 7.000",
        "manifest.mpd | r=\"2\" | r=\"3\" | has 3 segments, not 4",
        "manifest.mpd | <Period> | <Period><Extra/> | Extra"
      })
  void a_text_that_breaks_a_rule_is_found(String file, String from, String to, String fault)
      throws Exception {
    keep(file);
    String text = Files.readString(changed);
    assertThat(text).contains(from);

    Files.writeString(changed, text.replace(from, to == null ? "" : to));

    assertThat(PackageCheck.faults(hls)).anyMatch(found -> found.contains(fault));
  }

  @Test
  void a_segment_that_begins_without_a_key_frame_is_found() throws Exception {
    keep("240p/segment_00001.m4s");
    InitSegment init = InitSegment.read(hls.resolve("240p/init.mp4"));
    MediaSegment.Sample first = MediaSegment.read(changed, init).samples().get(0);
    byte[] bytes = before.clone();
    for (int at = (int) first.offset(); at < first.end(); at++) {
      boolean idr = bytes[at] == 0x65;
      bytes[at] = idr ? 0x41 : bytes[at];
    }
    Files.write(changed, bytes);

    assertThat(PackageCheck.faults(hls)).anyMatch(found -> found.contains("with a key frame"));
  }

  @Test
  void a_segment_of_another_time_is_found() throws Exception {
    keep("audio/segment_00001.m4s");
    Files.copy(
        hls.resolve("audio/segment_00000.m4s"), changed, StandardCopyOption.REPLACE_EXISTING);

    assertThat(PackageCheck.faults(hls))
        .anyMatch(found -> found.contains("where the one before ends"));
  }
}
