package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.ChannelIo;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.OtherTrack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubtitleTest {

  private static final RenderSpec SPEC = new RenderSpec(
      List.of(new Rung("120p", 160, 120, 100_000)),
      null,
      true,
      false,
      null,
      null,
      Clips.SEGMENT,
      new Extras(false, false, null, true, false, false),
      Copying.NEVER);

  @TempDir
  private Path folder;

  /** A clip with a SubRip track next to its pictures. */
  private Path withSubtitles() throws Exception {
    return with(context -> {
      say(context, 500, 1500, "Hello, <b>you</b> & me");
      say(context, 3000, 1000, "Two\nlines");
    });
  }

  @FunctionalInterface
  private interface Speech {
    void in(AVFormatContext context) throws LibavException;
  }

  private Path with(Speech speech) throws Exception {
    Path plain = Clips.write(Clips.PLAIN.withoutSound(), folder.resolve("plain.mp4"));
    Path file = folder.resolve("subtitled.mkv");
    AVFormatContext context = new AVFormatContext(null);
    avformat.avformat_alloc_output_context2(
        context, (AVOutputFormat) null, "matroska", (String) null);
    try (Demuxer demuxer = Demuxer.open(plain, "mp4", MediaLimits.standard())) {
      ChannelIo io = ChannelIo.writing(new OutputBudget(Long.MAX_VALUE).create(file));
      context.pb(io.context());
      AVStream video = avformat.avformat_new_stream(context, null);
      avcodec.avcodec_parameters_copy(video.codecpar(), demuxer.streams().get(0).codecpar());
      video.codecpar().codec_tag(0);
      AVStream text = avformat.avformat_new_stream(context, null);
      text.codecpar().codec_type(avutil.AVMEDIA_TYPE_SUBTITLE).codec_id(avcodec.AV_CODEC_ID_SUBRIP);
      AVDictionary language = new AVDictionary(null);
      avutil.av_dict_set(language, "language", "eng", 0);
      text.metadata(language);
      new TimeBase(1, 1000).copyTo(video.time_base());
      new TimeBase(1, 1000).copyTo(text.time_base());
      LibavException.check(
          avformat.avformat_write_header(context, (AVDictionary) null), "write a header");
      speech.in(context);
      AVPacket packet = avcodec.av_packet_alloc();
      TimeBase from = TimeBase.of(demuxer.streams().get(0).time_base());
      while (demuxer.read(packet)) {
        packet.stream_index(0);
        packet.pts(from.to(new TimeBase(1, 1000), packet.pts()));
        packet.dts(from.to(new TimeBase(1, 1000), packet.dts()));
        packet.duration(40);
        LibavException.check(
            avformat.av_interleaved_write_frame(context, packet), "write a packet");
      }
      avcodec.av_packet_free(packet);
      avformat.av_write_trailer(context);
      avformat.avio_flush(io.context());
      avformat.avformat_free_context(context);
      io.close();
    }
    return file;
  }

  private static void say(AVFormatContext context, long at, long length, String text)
      throws LibavException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AVPacket packet = avcodec.av_packet_alloc();
    avcodec.av_new_packet(packet, bytes.length);
    new BytePointer(packet.data()).put(bytes);
    packet.stream_index(1).pts(at).dts(at).duration(length);
    LibavException.check(avformat.av_interleaved_write_frame(context, packet), "write a packet");
    avcodec.av_packet_free(packet);
  }

  @Test
  void text_becomes_web_vtt_and_part_of_the_hls_package() throws Exception {
    Path file = withSubtitles();
    assertThat(Clips.inspect(file).otherTracks())
        .containsExactly(new OtherTrack(1, "subtitle", "subrip", "eng"));
    Path out = folder.resolve("out");

    RenderResult result = Clips.render(file, SPEC, out);

    assertThat(result.warnings()).isEmpty();
    assertThat(result.outputs())
        .filteredOn(output -> output.kind().equals(Artifact.SUBTITLES))
        .extracting(RenderResult.Output::path)
        .containsExactly("hls/subtitles-0-en/cues.vtt");
    assertThat(Files.readString(out.resolve("hls/subtitles-0-en/cues.vtt"))).isEqualTo("""
        WEBVTT

        00:00:00.500 --> 00:00:02.000
        Hello, you &amp; me

        00:00:03.000 --> 00:00:04.000
        Two
        lines
        """);
    assertThat(Files.readAllLines(out.resolve("hls/subtitles-0-en/index.m3u8")))
        .contains("#EXTINF:6.000000,", "cues.vtt", "#EXT-X-ENDLIST");
    assertThat(Files.readString(out.resolve("hls/master.m3u8")))
        .contains(
            "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"subtitles\",NAME=\"English\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=YES,"
                + "URI=\"subtitles-0-en/index.m3u8\"",
            ",SUBTITLES=\"subtitles\"");
  }

  @Test
  void a_track_with_more_text_than_any_film_is_left_out() throws Exception {
    String page = "word ".repeat(4_000);
    Path file = with(context -> {
      for (int i = 0; i < 60; i++) {
        say(context, i * 90L, 90, page);
      }
    });

    RenderResult result = Clips.render(file, SPEC, folder.resolve("out"));

    assertThat(result.warnings())
        .containsExactly("Subtitle track 1 has more text than any film and was left out.");
    assertThat(result.outputs())
        .extracting(RenderResult.Output::kind)
        .contains(Artifact.HLS)
        .doesNotContain(Artifact.SUBTITLES);
    assertThat(Files.readString(folder.resolve("out/hls/master.m3u8"))).doesNotContain("SUBTITLES");
  }
}
