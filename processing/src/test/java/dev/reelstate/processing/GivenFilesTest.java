package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenFilesTest {

  private static final String MASTER = """
      #EXTM3U
      #EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1"
      240p/playlist.m3u8
      #EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="avc1"
      480p/playlist.m3u8
      """;

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private FileStorage storage;
  private GivenFiles given;
  private VideoId id;

  @BeforeEach
  void open() {
    storage = FileStorage.at(folder);
    given = new GivenFiles(store.videos(), storage, new Lifecycle());
    id = store.videos().create(NewVideo.named("a.mp4")).id();
  }

  @AfterEach
  void close() throws IOException {
    storage.close();
  }

  @Test
  void a_picture_becomes_the_poster_and_a_later_one_takes_its_place() throws IOException {
    Artifact first = given.poster(id, png(640, 360));
    Artifact second = given.poster(id, jpeg(100, 50));

    assertThat(first.contentType()).isEqualTo("image/png");
    assertThat(second.contentType()).isEqualTo("image/jpeg");
    assertThat(second.width()).isEqualTo(100);
    assertThat(second.height()).isEqualTo(50);
    assertThat(store.videos().artifacts(id)).containsExactly(second);
    assertThat(storage.list("videos/" + id)).containsExactly(second.key());
    assertThat(storage.size(second.key())).contains(second.bytes());
  }

  @Test
  void what_is_no_picture_or_too_large_is_refused() throws IOException {
    List<byte[]> bad = List.of(
        utf8("<svg/>"),
        new byte[0],
        png(0, 10),
        png(8193, 10),
        png(-1, 10),
        ByteBuffer.allocate(GivenFiles.MAX_PICTURE_BYTES + 1).put(png(1, 1)).array(),
        new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF},
        new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 0, 0, 0, 0, 0, 0, 0});
    for (byte[] picture : bad) {
      assertThatThrownBy(() -> given.poster(id, picture))
          .hasMessageStartingWith("A poster must be a PNG or JPEG file");
    }
    assertThat(storage.list("videos")).isEmpty();
  }

  @Test
  void nothing_is_given_to_a_video_that_is_deleted_or_unknown() throws IOException {
    Video video = store.videos().find(id).orElseThrow();
    store.videos().change(video, new VideoChange.Stopped(VideoStatus.DELETED, null));

    assertThatThrownBy(() -> given.poster(id, png(1, 1))).hasMessageContaining("is deleted");
    assertThatThrownBy(() -> given.poster(VideoId.create(), png(1, 1)))
        .hasMessageContaining("There is no video");
    assertThat(storage.list("videos")).isEmpty();
  }

  @Test
  void captions_are_converted_to_web_vtt_without_markup() throws IOException {
    String subRip = """
        2
        00:00:03,000 --> 00:00:04,500
        {\\an8}Tom & <i>Jerry</i>
        go home

        1
        00:00:01,000 --> 00:00:02,000
        1 < 2
        """.replace("\n", "\r\n");
    String webVtt = """
        WEBVTT - a title

        NOTE
        nothing

        STYLE
        ::cue {}

        intro
        00:01.000 --> 00:02.000 line:0
        1 &lt; 2

        00:00:03.000 --> 00:00:04.500
        <v Bob>Tom &amp; Jerry</v>
        go home""";

    String fromSubRip = text(given.captions(id, "de", utf8("\uFEFF" + subRip)).key());
    Artifact captions = given.captions(id, "pt-br", utf8(webVtt));

    assertThat(text(captions.key())).isEqualTo("""
            WEBVTT

            00:00:01.000 --> 00:00:02.000
            1 &lt; 2

            00:00:03.000 --> 00:00:04.500
            Tom &amp; Jerry
            go home
            """);
    assertThat(fromSubRip).isEqualTo(text(captions.key()));
    assertThat(store.videos().artifacts(id))
        .extracting(Artifact::name)
        .containsExactly("de", "pt-BR");
    assertThat(captions.kind()).isEqualTo(Artifact.SUBTITLES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it has 0 cues, but 1 to 22000 are accepted",
        "Hello|line 1 has no times such as 00:00:01.000 --> 00:00:02.500",
        "1~00:00:02,000 --> 00:00:01,000~Hi|the cue in line 2 ends before it begins",
        "WEBVTT~~00:00:01.000 --> 00:00:99.000~Hi"
            + "|line 3 has no times such as 00:00:01.000 --> 00:00:02.500",
        "1~00:00:01,000 --> 00:00:02,000~Hi~~there~you"
            + "|line 6 has no times such as 00:00:01.000 --> 00:00:02.500"
      })
  void captions_that_are_malformed_are_refused_with_the_line(String file, String why) {
    assertThatThrownBy(() -> given.captions(id, "de", utf8(file.replace('~', '\n'))))
        .hasMessage("The captions cannot be read: " + why + ".");
  }

  @Test
  void captions_that_are_no_text_or_too_large_are_refused() {
    assertThatThrownBy(() -> given.captions(id, "de", new byte[] {(byte) 0xC3, '('}))
        .hasMessage("The captions cannot be read: it is not UTF-8 text.");
    assertThatThrownBy(() -> given.captions(id, "de", new byte[(2 << 20) + 1]))
        .hasMessageContaining("it is larger than 2097152 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "de\"", "../de", "de_AT"})
  void what_is_no_language_is_refused(String language) {
    assertThatThrownBy(() -> given.captions(id, language, utf8("WEBVTT")))
        .hasMessageContaining("is not the tag of a language");
  }

  @Test
  void the_captions_join_the_playlist_of_the_generation_that_can_be_read() throws IOException {
    assertThat(given.hlsPlaylist(id)).isEmpty();
    Artifact german = given.captions(id, "de", utf8("WEBVTT\n\n00:01.000 --> 00:07.250\nHallo\n"));
    String own = german.key().replaceFirst(".*(given-[^/]*)/.*", "$1");

    publish(MASTER, 1);
    assertThat(given.hlsPlaylist(id)).contains("""
        #EXTM3U
        #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="Deutsch",LANGUAGE="de",\
        AUTOSELECT=YES,URI="../../OWN/playlist.m3u8"
        #EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1",SUBTITLES="subtitles"
        240p/playlist.m3u8
        #EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="avc1",SUBTITLES="subtitles"
        480p/playlist.m3u8
        """.replace("OWN", own));
    assertThat(text(german.key().replace("cues.vtt", "playlist.m3u8")))
        .contains("#EXT-X-TARGETDURATION:7\n", "#EXTINF:7.250000,\ncues.vtt\n");

    publish(MASTER.replace("CODECS", "SUBTITLES=\"subs\",CODECS"), 2);
    assertThat(given.hlsPlaylist(id).orElseThrow())
        .contains("GROUP-ID=\"subs\",NAME=\"Deutsch\"", ",SUBTITLES=\"subs\",CODECS=\"avc1\"\n")
        .doesNotContain("SUBTITLES=\"subtitles\"");
  }

  /** Publishes a generation that has an HLS package. */
  private void publish(String master, int generation) throws IOException {
    String key = "videos/" + id + "/g" + generation + "/hls/master.m3u8";
    try (MediaStorage.Receiver receiver = storage.receive(key)) {
      receiver.write(utf8(master));
      receiver.commit();
    }
    Artifact hls = new Artifact(
        Artifact.HLS, "hls", generation, "publish", key, "x", null, null, null, 1, false);
    Video video = store.videos().find(id).orElseThrow();
    List<TaskSpec> plan = List.of(new TaskSpec("publish", 0, Set.of(), 1, ""));
    VideoChange[] changes = generation == 1
        ? new VideoChange[] {
          new VideoChange.Received(new Original("k", 1, "0".repeat(64))),
          new VideoChange.Queued(plan)
        }
        : new VideoChange[] {new VideoChange.Queued(plan)};
    assertThat(store.videos().change(video, changes)).isPresent();
    Lease lease = store.nodes().join("node", Duration.ofMinutes(1));
    Claim claim = store.tasks().claim(lease, 1, Set.of("publish")).get(0);
    store
        .tasks()
        .report(
            List.of(new TaskReport.Succeeded(claim, List.of(hls), null, List.of(), true, null)));
  }

  private String text(String key) throws IOException {
    try (InputStream bytes = storage.open(key, 0)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The head of a PNG file: its signature and the IHDR chunk. */
  private static byte[] png(int width, int height) {
    return ByteBuffer.allocate(33)
        .putLong(0x89504E47_0D0A1A0AL)
        .putInt(13)
        .putInt(0x49484452)
        .putInt(width)
        .putInt(height)
        .array();
  }

  /** The head of a JPEG file: an application segment and a frame header. */
  private static byte[] jpeg(int width, int height) {
    return ByteBuffer.allocate(30)
        .putInt(0xFFD8FFE0)
        .putShort((short) 4)
        .putShort((short) 0)
        .putShort((short) 0xFFC2)
        .putShort((short) 11)
        .put((byte) 8)
        .putShort((short) height)
        .putShort((short) width)
        .array();
  }
}
