package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Composed.Said;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.OtherTrack;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subtitles of all kinds, and chapters. */
class SubtitleKindsTest {

  private static final String ASS_HEADER = """
      [Script Info]
      ScriptType: v4.00+

      [V4+ Styles]
      Format: Name, Fontname, Fontsize
      Style: Default,Arial,16

      [Events]
      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
      """;

  /** Only the length at its start matters, since it is not decoded. */
  private static final Said DRAWN = new Said(500, 1000, new byte[] {0, 6, 0, 4, 0, 0});

  /** Nothing but the end of what is shown at once. */
  private static final Said NOTHING = new Said(500, 1000, new byte[] {(byte) 0x80, 0, 0});

  @TempDir
  private Path folder;

  private Path pictures;

  @BeforeEach
  void draw() throws Exception {
    SampleClip clip = SampleClip.of(160, 120, 25, Duration.ofSeconds(3)).withoutSound();
    pictures = Clips.write(clip, folder.resolve("pictures.mp4"));
  }

  @Test
  void texts_are_named_by_title_or_language_and_keep_their_purpose() throws Exception {
    Path file;
    try (Composed film = new Composed("matroska", folder.resolve("film.mkv"))) {
      file = film.track(pictures, 0, Map.of())
          .texts(
              avcodec.AV_CODEC_ID_ASS,
              0,
              Map.of("language", "ger"),
              ASS_HEADER,
              Said.of(500, 1000, "0,0,Default,,0,0,0,,{\\b1}Guten{\\b0} Tag\\Nzusammen"))
          .texts(
              avcodec.AV_CODEC_ID_SUBRIP,
              avformat.AV_DISPOSITION_FORCED,
              Map.of("language", "ger"),
              Said.of(500, 1000, "Schild"))
          .texts(
              avcodec.AV_CODEC_ID_SUBRIP,
              avformat.AV_DISPOSITION_HEARING_IMPAIRED,
              Map.of("language", "eng", "title", "All \"sounds\""),
              Said.of(500, 1000, "[door]"))
          .texts(avcodec.AV_CODEC_ID_SUBRIP, 0, Map.of(), Said.of(500, 1000, "?"))
          .texts(avcodec.AV_CODEC_ID_SUBRIP, 0, Map.of(), Said.of(500, 1000, "??"))
          .write();
    }

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(result.warnings()).isEmpty();
    assertThat(names(result, Artifact.SUBTITLES)).containsExactly("0-de", "1-de", "2-en", "3", "4");
    assertThat(read("subtitles-0-de/cues.vtt")).endsWith("Guten Tag\nzusammen\n");
    String sounds =
        "CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound\"";
    assertThat(media(read("master.m3u8")))
        .containsExactly(
            "NAME=\"Deutsch\",LANGUAGE=\"de\",DEFAULT=NO,AUTOSELECT=YES,URI=\"subtitles-0-de/index.m3u8\"",
            "NAME=\"Deutsch (forced)\",LANGUAGE=\"de\",DEFAULT=NO,AUTOSELECT=YES,FORCED=YES,URI=\"subtitles-1-de/index.m3u8\"",
            "NAME=\"All sounds\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=YES," + sounds
                + ",URI=\"subtitles-2-en/index.m3u8\"",
            "NAME=\"Subtitles\",DEFAULT=NO,AUTOSELECT=YES,URI=\"subtitles-3/index.m3u8\"",
            "NAME=\"Subtitles 2\",DEFAULT=NO,AUTOSELECT=NO,URI=\"subtitles-4/index.m3u8\"");
    assertThat(read("manifest.mpd"))
        .contains(
            "mimeType=\"text/vtt\" lang=\"de\"><Label>Deutsch (forced)</Label><Role schemeIdUri=\"urn:mpeg:dash:role:2011\" value=\"forced-subtitle\"/>",
            "mimeType=\"text/vtt\"><Label>Subtitles 2</Label>",
            "value=\"caption\"/><Representation id=\"subtitles-2-en\"",
            "<BaseURL>subtitles-2-en/cues.vtt</BaseURL>");
  }

  @Test
  void text_of_mp4_keeps_its_language() throws Exception {
    byte[] text = {0, 4, 'S', 'a', 'l', 'u'};
    Path file;
    try (Composed film = new Composed("mp4", folder.resolve("film.mp4"))) {
      file = film.track(pictures, 0, Map.of())
          .texts(
              avcodec.AV_CODEC_ID_MOV_TEXT, 0, Map.of("language", "fra"), new Said(0, 1000, text))
          .write();
    }

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(result.warnings()).isEmpty();
    assertThat(read("subtitles-0-fr/cues.vtt")).endsWith("Salu\n");
    assertThat(media(read("master.m3u8")).get(0)).startsWith("NAME=\"français\",LANGUAGE=\"fr\"");
  }

  @Test
  void subtitles_of_pictures_are_left_out_by_name_and_language() throws Exception {
    Path file;
    try (Composed film = new Composed("matroska", folder.resolve("film.mkv"))) {
      file = film.track(pictures, 0, Map.of())
          .texts(avcodec.AV_CODEC_ID_HDMV_PGS_SUBTITLE, 0, Map.of("language", "ger"), NOTHING)
          .texts(avcodec.AV_CODEC_ID_DVD_SUBTITLE, 0, Map.of("language", "eng"), DRAWN)
          .texts(avcodec.AV_CODEC_ID_DVD_SUBTITLE, 0, Map.of(), DRAWN)
          .write();
    }
    assertThat(Clips.inspect(file).otherTracks())
        .contains(new OtherTrack(1, "subtitle", "hdmv_pgs_subtitle", "ger"));

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(result.warnings())
        .containsExactly(
            "Subtitle track 1 (in German, PGS of Blu-ray discs) consists of pictures instead of text and was left out.",
            "Subtitle track 2 (in English, DVD) consists of pictures instead of text and was left out.",
            "Subtitle track 3 (in an unknown language, DVD) consists of pictures instead of text and was left out.");
    assertThat(names(result, Artifact.SUBTITLES)).isEmpty();
  }

  @Test
  void captions_in_the_pictures_are_named() throws Exception {
    Path file = Remuxed.copy(
        pictures, "mp4", Map.of(), SubtitleKindsTest::caption, folder.resolve("captions.mp4"));

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(Clips.inspect(file).otherTracks())
        .containsExactly(new OtherTrack(0, "captions", "eia_608", null));
    assertThat(result.warnings())
        .containsExactly(
            "The closed captions in the pictures (CEA-608/708) cannot be converted and were left out.");
  }

  /** Puts a message of supplemental information with a caption in front of a picture. */
  private static void caption(AVPacket picture) {
    byte[] message =
        HexFormat.of().parseHex("0604 0e b50031 47413934 03 41ff fc9420 ff 80".replace(" ", ""));
    int size = picture.size();
    byte[] content = new byte[size];
    picture.data().get(content);
    avcodec.av_grow_packet(picture, 4 + message.length);
    ByteBuffer changed =
        ByteBuffer.allocate(4 + message.length + size).putInt(message.length).put(message);
    picture.data().put(changed.put(content).array());
  }

  @Test
  void texts_that_nobody_asked_for_are_named() throws Exception {
    Path file;
    try (Composed film = new Composed("matroska", folder.resolve("film.mkv"))) {
      file = film.track(pictures, 0, Map.of())
          .texts(avcodec.AV_CODEC_ID_SUBRIP, 0, Map.of("language", "ger"), DRAWN)
          .write();
    }

    RenderResult result = Clips.render(file, spec(false), folder.resolve("out"));

    assertThat(result.warnings())
        .containsExactly(
            "Subtitle track 1 (in German, SubRip) was left out, since the recipe makes no subtitles.");
  }

  @Test
  void chapters_become_a_track_for_pages_and_players() throws Exception {
    Path file;
    try (Composed film = new Composed("matroska", folder.resolve("film.mkv"))) {
      file = film.track(pictures, 0, Map.of())
          .chapter(0, 1000, "")
          .chapter(1000, 9000, "The <end>\n")
          .chapter(5000, 6000, "after it")
          .write();
    }

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(names(result, Artifact.CHAPTERS)).containsExactly("chapters");
    assertThat(read("chapters.vtt")).isEqualTo("""
        WEBVTT

        00:00:00.000 --> 00:00:01.000
        Chapter 1

        00:00:01.000 --> 00:00:03.000
        The &lt;end&gt;
        """);
    assertThat(read("master.m3u8"))
        .contains("#EXT-X-SESSION-DATA:DATA-ID=\"com.apple.hls.chapters\",URI=\"chapters.json\"\n");
    assertThat(read("chapters.json"))
        .contains("{\"chapter\":2,\"start-time\":1.0,\"duration\":2.0,\"titles\":[");
  }

  @Test
  void the_track_behind_quicktime_chapters_is_no_data() throws Exception {
    Path file;
    try (Composed film = new Composed("mov", folder.resolve("film.mov"))) {
      file = film.track(pictures, 0, Map.of())
          .chapter(0, 1000, "One")
          .chapter(1000, 3000, "Two")
          .write();
    }

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(Clips.inspect(file).otherTracks())
        .extracting(OtherTrack::type)
        .containsExactly("chapters");
    assertThat(names(result, Artifact.CHAPTERS)).containsExactly("chapters");
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void a_track_of_data_is_named() throws Exception {
    Path file;
    try (Composed film = new Composed("mov", folder.resolve("film.mov"))) {
      file = film.track(pictures, 0, Map.of("timecode", "01:00:00:00")).write();
    }

    RenderResult result = Clips.render(file, spec(true), folder.resolve("out"));

    assertThat(result.warnings())
        .containsExactly(
            "Track 1 holds data instead of pictures, sound or text, so it was left out.");
  }

  private String read(String file) throws Exception {
    return Files.readString(folder.resolve("out/hls").resolve(file));
  }

  private static List<String> media(String master) {
    String start = "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",";
    return master
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .toList();
  }

  private static List<String> names(RenderResult result, String kind) {
    return result.outputs().stream()
        .filter(output -> output.kind().equals(kind))
        .map(RenderResult.Output::name)
        .toList();
  }

  private static RenderSpec spec(boolean subtitles) {
    return new RenderSpec(
        List.of(new Rung("120p", 160, 120, 100_000)),
        null,
        true,
        false,
        null,
        null,
        Clips.SEGMENT,
        new Extras(false, false, null, subtitles, false, false),
        Copying.NEVER);
  }
}
