package dev.reelstate.processing.steps;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.Heard;
import dev.reelstate.processing.media.pass.ToneFilm;
import dev.reelstate.processing.media.pass.ToneFilm.Sound;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.processing.worker.ExpectedOutputs;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sound tracks of a film in its outputs, told apart by the frequencies of their tones. */
class SoundTracksTest {

  private static final Integer[] TONES = {400, 700, 1100, 1600, 2300, 3100};
  private static final Sound NORWEGIAN =
      Sound.aac("mono", 400).tagged(Map.of("language", "nor", "title", "Norsk \"tale\""));
  private static final Sound ENGLISH = Sound.aac("mono", 700)
      .with(avformat.AV_DISPOSITION_DEFAULT)
      .tagged(Map.of("language", "eng"));

  private static final Sound UNKNOWN = new Sound(
      "wavpack",
      "stereo",
      0.4,
      List.of(1600, 1600),
      avformat.AV_DISPOSITION_DEFAULT,
      Map.of("language", "ger"));

  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set by render
  private RenderResult result;

  private static Recipe.Builder recipe() {
    return Recipe.builder().output(Output.HLS, Output.MP4);
  }

  private void render(Recipe.Builder recipe, String container, Sound... sounds) throws Exception {
    render(recipe, ToneFilm.write(folder.resolve("film"), container, sounds));
  }

  private void render(Recipe.Builder recipe, Path film) throws Exception {
    RenderSpec spec =
        new RenderCompiler(recipe.build(), null).compile(Clips.inspect(film)).orElseThrow();
    result = Clips.render(film, spec, folder.resolve("out"));
    assertThat(ExpectedOutputs.of(spec).unexpected(result.outputs())).isEmpty();
  }

  private List<Integer> inMp4(int channel) throws Exception {
    return Heard.file(folder.resolve("out/video.mp4")).tones(channel, TONES);
  }

  private Heard rendition(String name) throws Exception {
    return Heard.playlist(folder.resolve("out/hls").resolve(name).resolve("index.m3u8"));
  }

  private String master() throws Exception {
    return Files.readString(folder.resolve("out/hls/master.m3u8"));
  }

  private String manifest() throws Exception {
    return Files.readString(folder.resolve("out/hls/manifest.mpd"));
  }

  @Test
  void the_default_track_is_the_main_one_and_every_track_goes_out() throws Exception {
    render(recipe(), "matroska", NORWEGIAN, ENGLISH);

    assertThat(result.warnings()).isEmpty();
    assertThat(inMp4(0)).containsExactly(700);
    assertThat(rendition("audio").tones(0, TONES)).containsExactly(700);
    assertThat(rendition("audio-2").tones(0, TONES)).containsExactly(400);
    assertThat(master().lines())
        .contains(
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"English\",LANGUAGE=\"en\","
                + "DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"1\",URI=\"audio/index.m3u8\"",
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio\",NAME=\"Norsk 'tale'\",LANGUAGE=\"no\","
                + "DEFAULT=NO,AUTOSELECT=YES,CHANNELS=\"1\",URI=\"audio-2/index.m3u8\"");
    assertThat(manifest())
        .contains("lang=\"en\"", "lang=\"no\"", "<Label>English</Label>", "value=\"alternate\"");
  }

  @Test
  void a_recipe_prefers_languages() throws Exception {
    render(recipe().soundLanguages("de", "no"), "matroska", NORWEGIAN, ENGLISH);

    assertThat(inMp4(0)).containsExactly(400);
    assertThat(rendition("audio-2").tones(0, TONES)).containsExactly(700);
    assertThat(result.copying().copiesAudio()).isTrue();
  }

  @Test
  void a_commentary_is_not_the_sound_of_a_film() throws Exception {
    int said = avformat.AV_DISPOSITION_COMMENT | avformat.AV_DISPOSITION_DEFAULT;
    Sound commentary = Sound.aac("mono", 400).with(said);
    Sound description = Sound.aac("mono", 700).with(avformat.AV_DISPOSITION_VISUAL_IMPAIRED);

    render(recipe(), "matroska", commentary, description, Sound.aac("mono", 1100));

    assertThat(inMp4(0)).containsExactly(1100);
    assertThat(rendition("audio-2").tones(0, TONES)).containsExactly(400);
    assertThat(rendition("audio-3").tones(0, TONES)).containsExactly(700);
    assertThat(master())
        .contains(
            "NAME=\"Audio (commentary)\",DEFAULT=NO,AUTOSELECT=NO,"
                + "CHARACTERISTICS=\"public.auxiliary-content\"",
            "DEFAULT=NO,AUTOSELECT=YES,CHARACTERISTICS=\"public.accessibility.describes-video\"");
    assertThat(manifest())
        .contains(
            "value=\"commentary\"", "value=\"description\"", "AudioPurposeCS:2007\" value=\"1\"");
  }

  @Test
  void left_and_right_in_two_tracks_become_stereo() throws Exception {
    render(
        recipe(),
        "mov",
        Sound.pcm("FL", 400),
        Sound.pcm("FR", 700),
        Sound.pcm("stereo", 1100, 1600));

    assertThat(result.warnings()).isEmpty();
    assertThat(inMp4(0)).containsExactly(400);
    assertThat(inMp4(1)).containsExactly(700);
    assertThat(rendition("audio-2").tones(1, TONES)).containsExactly(1600);
    assertThat(folder.resolve("out/hls/audio-3")).doesNotExist();
  }

  @Test
  void six_tracks_of_one_channel_become_stereo_and_surround() throws Exception {
    render(
        recipe().surround(true),
        "mov",
        Sound.pcm("FL", 400),
        Sound.pcm("FR", 700),
        Sound.pcm("mono", 1100),
        Sound.pcm("LFE", 100),
        Sound.pcm("SL", 1600),
        Sound.pcm("SR", 2300));

    assertThat(inMp4(0)).containsExactly(400, 1100, 1600);
    assertThat(inMp4(1)).containsExactly(700, 1100, 2300);
    Heard surround = rendition("audio-surround");
    assertThat(surround.channels()).isEqualTo(6);
    assertThat(surround.tones(0, TONES)).containsExactly(400);
    assertThat(surround.tones(2, TONES)).containsExactly(1100);
    assertThat(surround.tones(5, TONES)).containsExactly(2300);
  }

  @Test
  void surround_is_a_second_rendition_on_request() throws Exception {
    Sound all = Sound.aac("5.1", 400, 700, 1100, 100, 1600, 2300).tagged(Map.of("language", "eng"));
    render(recipe().surround(true), "matroska", all, NORWEGIAN);

    assertThat(rendition("audio").channels()).isEqualTo(2);
    assertThat(rendition("audio-surround").channels()).isEqualTo(6);
    assertThat(inMp4(0)).containsExactly(400, 1100, 1600);
    assertThat(master())
        .contains(
            "GROUP-ID=\"surround\",NAME=\"English\",LANGUAGE=\"en\",DEFAULT=YES,AUTOSELECT=YES,"
                + "CHANNELS=\"6\",URI=\"audio-surround/index.m3u8\"",
            "GROUP-ID=\"surround\",NAME=\"Norsk 'tale'\",LANGUAGE=\"no\",DEFAULT=NO,"
                + "AUTOSELECT=YES,CHANNELS=\"1\",URI=\"audio-2/index.m3u8\"",
            "AUDIO=\"audio\"",
            "AUDIO=\"surround\"");
  }

  @Test
  void a_downmix_does_not_clip() throws Exception {
    Sound loud = Sound.pcm("5.1", 400, 700, 1100, 100, 1100, 1100).loud(0.99);
    render(recipe(), "mov", loud);

    assertThat(requireNonNull(result.loudness()).truePeak()).isBetween(-5.0, -4.0);
    assertThat(Heard.file(folder.resolve("out/video.mp4")).peak()).isLessThan(0.92);
  }

  @Test
  void a_track_that_cannot_be_decoded_is_left_out_with_a_warning() throws Exception {
    render(recipe(), "matroska", UNKNOWN, NORWEGIAN);

    assertThat(result.warnings())
        .containsExactly(
            "The sound of track 1 (WavPack, ger) cannot be decoded here, so it was left" + " out.");
    assertThat(inMp4(0)).containsExactly(400);
    assertThat(folder.resolve("out/hls/audio-2")).doesNotExist();
  }

  /** As a worker may find out only in the pass, since the inspection decodes the first frame. */
  @Test
  void sound_that_fails_in_the_pass_leaves_the_pictures_and_says_why() throws Exception {
    Path film = ToneFilm.write(folder.resolve("film"), "matroska", UNKNOWN);
    MediaInfo hopeful = hopeful(Clips.inspect(film));
    RenderSpec spec =
        new RenderCompiler(recipe().build(), null).compile(hopeful).orElseThrow();

    result = Clips.render(film, hopeful, spec, folder.resolve("out"));

    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("The sound audio cannot be made (find a decoder")
        .endsWith("so it was left out.");
    MediaInfo made = Clips.inspect(folder.resolve("out/video.mp4"));
    assertThat(made.audioTracks()).isEmpty();
    assertThat(made.video().orElseThrow().frames()).isEqualTo(50);
    assertThat(master()).doesNotContain("AUDIO").contains("AVERAGE-BANDWIDTH");
  }

  /** Says of every sound track that it can be decoded. */
  private static MediaInfo hopeful(MediaInfo media) {
    List<AudioTrack> tracks = media.audioTracks().stream()
        .map(track -> new AudioTrack(
            track.index(),
            track.codec(),
            track.profile(),
            true,
            track.sampleRate(),
            track.channels(),
            track.channelLayout(),
            track.start(),
            track.duration(),
            track.bitRate(),
            track.language()))
        .toList();
    return new MediaInfo(
        media.container(),
        media.start(),
        media.duration(),
        media.declaredDuration(),
        media.bytes(),
        media.bitRate(),
        media.videoTracks(),
        tracks,
        media.otherTracks());
  }

  @Test
  void mono_that_turns_stereo_on_the_way_is_stereo_from_the_start() throws Exception {
    Path one = ToneFilm.alone(folder.resolve("one"), "adts", Sound.aac("mono", 400));
    Path two = ToneFilm.alone(folder.resolve("two"), "adts", Sound.aac("stereo", 700, 1100));
    byte[] both = Arrays.copyOf(Files.readAllBytes(one), (int) (Files.size(one) + Files.size(two)));
    byte[] rest = Files.readAllBytes(two);
    System.arraycopy(rest, 0, both, both.length - rest.length, rest.length);

    render(recipe(), Files.write(folder.resolve("film"), both));

    assertThat(result.warnings()).isEmpty();
    Heard heard = Heard.file(folder.resolve("out/audio.m4a"));
    assertThat(heard.channels()).isEqualTo(2);
    assertThat(heard.tone(0, 400, 0.5, 1.5)).isGreaterThan(0.2);
    assertThat(heard.tone(1, 400, 0.5, 1.5)).isGreaterThan(0.2);
    assertThat(heard.tone(0, 700, 2.5, 3.5)).isGreaterThan(0.2);
    assertThat(heard.tone(1, 1100, 2.5, 3.5)).isGreaterThan(0.2);
    assertThat(heard.tone(1, 700, 2.5, 3.5)).isLessThan(0.05);
    assertThat(master()).doesNotContain("EXT-X-MEDIA");
  }
}
