package dev.reelstate.examples.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelstate.examples.dashboard.api.Api.Answer;
import dev.reelstate.video.Original;
import dev.reelstate.video.VideoId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class MediaApiTest {

  private static final byte[] FILE = Clips.LONGER;
  private static final int SIZE = FILE.length;

  @TempDir
  private static Path folder;

  private static TestDashboard dashboard;
  private static Api api;
  private static VideoId id;
  private static JsonNode video;
  private static String original;

  @BeforeAll
  static void start() {
    dashboard = TestDashboard.start(folder);
    api = dashboard.api();
    id = api.upload(FILE, "file_name=clip.mp4").require(201).id();
    dashboard.settled(id);
    video = api.video(id).require(200).json();
    original = video.get("urls").get("original").asText();
  }

  @AfterAll
  static void end() {
    dashboard.close();
  }

  private static String url(String name) {
    return video.get("urls").get(name).asText();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-99, 0, 99",
    "bytes=0-0, 0, 0",
    "bytes=100-, 100, -1",
    "bytes=-500, -500, -1",
    "bytes=10-99999999999, 10, -1",
    "bytes=-99999999999, 0, -1"
  })
  void serves_a_single_range(String range, int from, int to) {
    int first = from < 0 ? SIZE + from : from;
    int last = to < 0 ? SIZE + to : to;

    Answer answer = api.get(original, "Range", range).require(206);

    assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(FILE, first, last + 1));
    assertThat(answer.header("Content-Range"))
        .isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(last - first + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000000000-", "bytes=1000000000-1000000001", "bytes=-0"})
  void refuses_a_range_beyond_the_end(String range) {
    Answer answer = api.get(original, "Range", range).require(416);

    assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + SIZE);
    assertThat(answer.code()).isEqualTo("range_not_satisfiable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-1,4-5",
        "pages=1-2",
        "nonsense",
        "bytes=99999999999999999999-"
      })
  void serves_the_whole_file_for_an_invalid_range(String range) {
    Answer answer = api.get(original, "Range", range).require(200);

    assertThat(answer.bytes()).isEqualTo(FILE);
    assertThat(answer.header("Content-Range")).isEmpty();
  }

  @Test
  void reports_sizes_without_sending_content() {
    for (String path : List.of(original, url("poster"), url("hls"), url("mp4"))) {
      Answer whole = api.get(path).require(200);
      Answer head = api.head(path).require(200);
      assertThat(head.header("Content-Length"))
          .as(path)
          .isEqualTo(Integer.toString(whole.bytes().length));
      assertThat(head.header("Content-Type")).isEqualTo(whole.header("Content-Type"));
      assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
    }
    assertThat(api.head(original, "Range", "bytes=0-99").require(206).header("Content-Length"))
        .isEqualTo("100");
  }

  @Test
  void sends_nothing_if_the_client_has_it() {
    String tag = api.get(original).header("ETag");

    assertThat(tag).matches("\"[^\"]+\"");
    for (String seen : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      assertThat(api.get(original, "If-None-Match", seen).require(304).bytes()).isEmpty();
      assertThat(api.head(original, "If-None-Match", seen).require(304).header("ETag"))
          .isEqualTo(tag);
    }
    assertThat(api.get(original, "If-None-Match", "\"other\"").require(200).bytes())
        .isEqualTo(FILE);
  }

  @Test
  void resumes_only_unchanged_content() {
    String tag = api.get(original).header("ETag");

    api.get(original, "Range", "bytes=0-99", "If-Range", tag).require(206);
    assertThat(api.get(original, "Range", "bytes=0-99", "If-Range", "\"other\"")
            .require(200)
            .bytes())
        .isEqualTo(FILE);
  }

  @Test
  void gives_each_file_a_different_tag() {
    assertThat(List.of(original, url("poster"), url("hls"), url("mp4")))
        .extracting(path -> api.head(path).header("ETag"))
        .doesNotHaveDuplicates();
  }

  @Test
  void leads_a_player_from_playlist_to_segment() {
    URI master = URI.create(url("hls"));
    Answer list = api.get(master.toString()).require(200);
    assertThat(list.header("Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
    assertThat(list.text()).startsWith("#EXTM3U");

    for (String rendition : references(list.text())) {
      URI playlist = master.resolve(rendition);
      String media = api.get(playlist.toString()).require(200).text();
      Matcher map = Pattern.compile("#EXT-X-MAP:.*URI=\"([^\"]+)\"").matcher(media);
      assertThat(map.find()).as(media).isTrue();
      assertThat(part(playlist.resolve(map.group(1)))).contains("ftyp");
      List<String> segments = references(media);
      assertThat(segments).hasSizeGreaterThan(1);
      for (String segment : segments) {
        assertThat(part(playlist.resolve(segment))).contains("moof");
      }
    }
  }

  private static String part(URI address) {
    Answer answer = api.get(address.toString()).require(200);
    assertThat(answer.header("Content-Type")).matches("(video|audio)/.*");
    assertThat(answer.header("Cache-Control")).contains("immutable").contains("private");
    return new String(answer.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static List<String> references(String playlist) {
    List<String> lines = playlist
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
    assertThat(lines).isNotEmpty().noneMatch(line -> line.startsWith("/"));
    return lines;
  }

  @Test
  void serves_every_artifact_with_its_type() {
    for (JsonNode artifact : video.get("artifacts")) {
      Answer answer = api.get(artifact.get("url").asText()).require(200);
      assertThat(answer.header("Content-Type").replaceFirst(";.*", ""))
          .as(artifact.toString())
          .isEqualTo(artifact.get("content_type").asText().replaceFirst(";.*", ""));
    }
  }

  @Test
  void serves_the_poster_which_may_change() {
    Answer poster = api.get(url("poster")).require(200);

    assertThat(poster.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(poster.bytes()).startsWith(0xFF, 0xD8, 0xFF);
    assertThat(poster.header("Cache-Control")).contains("no-cache");
  }

  @Test
  void has_a_poster_url_only_if_there_is_a_picture() {
    VideoId sound = api.upload(Clips.SOUND, "file_name=song.mp4").require(201).id();
    dashboard.settled(sound);

    JsonNode song = api.video(sound).require(200).json();

    assertThat(song.get("status").asText()).isEqualTo("completed");
    assertThat(song.get("urls").get("poster").isNull()).isTrue();
    assertThat(song.get("urls").get("hls").asText()).endsWith(".m3u8");
    assertThat(api.get("/api/videos/" + sound + "/poster").status()).isEqualTo(404);
    assertThat(url("poster")).startsWith("/api/videos/" + id + "/poster");
  }

  @Test
  void has_no_poster_of_a_rejected_file() {
    VideoId bad = api.upload(Clips.text(80), "file_name=a.txt").require(201).id();

    assertThat(api.get("/api/videos/" + bad + "/poster").code()).isEqualTo("not_found");
    assertThat(api.get("/api/videos/" + bad + "/original").status()).isEqualTo(404);
    assertThat(api.get("/api/videos/" + bad + "/artifacts").get("items")).isEmpty();
  }

  @Test
  void serves_the_original_as_a_download_under_its_name() {
    Answer answer = api.get(original).require(200);

    assertThat(answer.bytes()).isEqualTo(FILE);
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename*=UTF-8''clip.mp4");
  }

  @Test
  void encodes_names_so_that_they_cannot_break_headers() {
    String name = "Tür \"zu\"\r\nSet-Cookie: a=b; *'%.mp4";
    VideoId named = api.upload(Clips.SMALL, "project=names&file_name=" + Api.encode(name))
        .require(201)
        .id();

    Answer answer = api.get("/api/videos/" + named + "/original").require(200);

    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename*=UTF-8''T%C3%BCr%20%22zu%22%0D%0ASet-Cookie%3A%20a%3Db%3B"
            + "%20%2A%27%25.mp4");
    assertThat(api.video(named).get("file_name").asText()).isEqualTo(name);
  }

  @Test
  void cannot_be_escaped_by_any_path() {
    VideoId other = api.upload(Clips.SMALL, "file_name=other.mp4").require(201).id();
    dashboard.settled(other);
    String foreign = api.video(other).get("urls").get("mp4").asText();
    String own = url("mp4").substring(("/api/videos/" + id + "/media/").length());
    String theirs = foreign.substring(("/api/videos/" + other + "/media/").length());
    String key = originalKey(other);

    for (String path : List.of(
        "../" + id + "/original",
        "..",
        "%2e%2e/" + other + "/" + theirs,
        "..%2f" + other + "%2f" + theirs,
        "../" + other + "/" + theirs,
        own + "/../../../../../database.mv.db",
        own.replaceFirst("/[^/]*$", "") + "/..%2f..%2f..%2f..%2f..%2fdatabase.mv.db",
        url("hls")
                .substring(("/api/videos/" + id + "/media/").length())
                .replaceFirst("/[^/]*$", "/../../../..")
            + key,
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "C:%5Cwindows%5Cwin.ini",
        "..%5c..%5cdatabase.mv.db",
        "%252e%252e%252f" + theirs,
        "videos/" + other + "/" + theirs,
        key.substring(("videos/" + other + "/").length()),
        "original",
        "")) {
      Answer answer = api.get("/api/videos/" + id + "/media/" + path);
      assertThat(answer.status()).as(path).isEqualTo(404);
    }
    String ownOriginal = originalKey(id);
    assertThat(api.get("/api/videos/" + id + "/media/"
                + ownOriginal.substring(("videos/" + id + "/").length()))
            .status())
        .as("the original's key")
        .isEqualTo(404);
    assertThat(api.get("/api/videos/" + other + "/media/" + theirs).status()).isEqualTo(200);
  }

  private static String originalKey(VideoId of) {
    return Optional.ofNullable(dashboard.platform().get(of).original())
        .map(Original::key)
        .orElseThrow();
  }

  @Test
  void keeps_serving_published_files_while_a_new_generation_is_made() {
    VideoId again = api.upload(Clips.SMALL, "file_name=again.mp4").require(201).id();
    dashboard.settled(again);
    String first = api.video(again).get("urls").get("mp4").asText();
    api.post("/api/videos/" + again + "/reprocess").require(200);
    api.get(first).require(200);
    dashboard.settled(again);

    String second = api.video(again).get("urls").get("mp4").asText();

    assertThat(second).isNotEqualTo(first);
    api.get(second).require(200);
  }
}
