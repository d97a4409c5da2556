package dev.reelstate.examples.fuzz.mutate.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.fuzz.seed.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

  @TempDir
  private static Path folder;

  @BeforeAll
  static void make() throws Exception {
    Seeds.write(folder);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      h264-aac.mp4,   mp4,      'ftyp,moov,mvhd,trak,mdhd,stsd,avc1,stts,mp4a,mdat'
      fragmented.mp4, mp4,      'moov,mvex,trex,moof,traf,tfdt,trun'
      h264-aac.mkv,   matroska, '1a45dfa3,18538067,1549a966,2ad7b1,ae,1f43b675,a3,1c53bb6b'
      mpeg4-mp3.avi,  avi,      'RIFF,LIST,avih,strh,strf,idx1'
      sound.wav,      wav,      'RIFF,fmt ,data'
      wmv2-wma.asf,   asf,      '3026b2758e66cf11,a1dcab8c47a9cf11,3626b2758e66cf11'
      h264-aac.flv,   flv,      '18,9,8'
      sound.flac,     flac,     '0,4'
      """)
  void finds_the_elements(String name, String container, String elements) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve(name));

    List<Element> found = Layout.of(container, file);

    assertThat(found).extracting(Element::name).contains(elements.split(","));
    assertThat(found).allSatisfy(element -> {
      assertThat(element.start()).isLessThanOrEqualTo(element.body());
      assertThat(element.end()).isBetween(element.body(), file.length);
      assertThat(element.type().within(file)).isTrue();
      assertThat(element.size().within(file)).isTrue();
    });
  }
}
