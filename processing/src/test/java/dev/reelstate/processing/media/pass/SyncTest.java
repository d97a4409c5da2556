package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A film that flashes and beeps at every full second does so in its outputs, from the first second
 * to the last.
 */
class SyncTest {

  private static final int SECONDS = 40;
  private static final double CLOSE = 0.04;

  @TempDir
  private Path folder;

  /**
   * Writes the film.
   *
   * @param container such as {@code mp4}, in which a track that starts later or has B-pictures gets
   *     an edit list
   * @param uneven whether four of ten pictures are missing
   * @param soundLater how many seconds later than the pictures the sound starts
   * @param bPictures whether pictures are stored out of presentation order
   */
  private Path film(String container, boolean uneven, double soundLater, boolean bPictures)
      throws Exception {
    Path file = folder.resolve("film." + container);
    String flash = "color=black:size=160x120:rate=50:duration=" + SECONDS
        + ",drawbox=color=white:t=fill:enable='lt(mod(n\\,50)\\,6)'"
        + (uneven ? ",select='lt(mod(n,10),6)'" : "")
        + ",format=yuv420p,settb=1/90000,buffersink@out0";
    String beep = "aevalsrc=exprs='if(lt(mod(t+" + soundLater
        + "\\,1)\\,0.12)\\,0.5*sin(2*PI*880*t)\\,0)':sample_rate=48000:duration="
        + (SECONDS - soundLater)
        + ",aformat=sample_fmts=fltp:channel_layouts=mono,asetnsamples=n=1024:p=0,abuffersink@out0";
    MediaNatives.require();
    try (Scope scope = new Scope()) {
      FilterGraph pictures = FilterGraph.video(flash, 1);
      scope.onClose(pictures::close);
      FilterGraph sound = FilterGraph.audio(beep);
      scope.onClose(sound::close);
      Encoder video = Encoder.open(container.equals("mpegts") ? "mpeg2video" : "mpeg4", context -> {
        context.width(160).height(120);
        context.pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        new TimeBase(1, 50).copyTo(context.time_base());
        context.framerate().num(50).den(1);
        context.bit_rate(400_000);
        context.gop_size(25);
        context.max_b_frames(bPictures ? 2 : 0);
        if (!container.equals("mpegts")) {
          context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
      });
      scope.onClose(video::close);
      Encoder audio = AacEncoder.open(new PcmFormat(48_000, 1, 1024), 96_000);
      scope.onClose(audio::close);
      Muxer muxer = Muxer.open(
          container,
          new OutputBudget(Long.MAX_VALUE).create(file),
          true,
          Map.of(),
          List.of(video, audio),
          stream -> {});
      scope.onClose(muxer::close);
      Source flashes = new Source(pictures, video, 0, 0);
      Source beeps = new Source(sound, audio, 1, soundLater);
      while (!flashes.ended || !beeps.ended) {
        boolean picture = !flashes.ended && (beeps.ended || flashes.seconds <= beeps.seconds);
        (picture ? flashes : beeps).step(muxer);
      }
      muxer.finish();
    }
    return file;
  }

  /** One of the two tracks while it is written. */
  private static final class Source {
    private final FilterGraph graph;
    private final Encoder encoder;
    private final int track;
    private final double later;
    private double seconds;
    private boolean ended;

    Source(FilterGraph graph, Encoder encoder, int track, double later) {
      this.graph = graph;
      this.encoder = encoder;
      this.track = track;
      this.later = later;
    }

    void step(Muxer muxer) throws Exception {
      AVFrame frame = Frames.make();
      ended = !graph.pull(0, frame);
      if (ended) {
        encoder.encode(null, packet -> muxer.write(track, packet));
      } else {
        long shift = Math.round(later / encoder.timeBase().seconds(1));
        frame.pts(graph.timeBase(0).to(encoder.timeBase(), frame.pts()) + shift);
        frame.duration(graph.timeBase(0).to(encoder.timeBase(), frame.duration()));
        frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
        seconds = encoder.timeBase().seconds(frame.pts());
        encoder.encode(frame, packet -> muxer.write(track, packet));
      }
      Frames.free(frame);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, false, 0, false",
    "mp4, true, 0, false",
    "mp4, true, 0.3, true",
    "mp4, false, 0.75, true",
    "matroska, true, 0.3, false",
    "matroska, true, 0, true",
    "mpegts, false, 0.3, false",
    "mpegts, true, 0, false"
  })
  void flashes_and_beeps_coincide(
      String container, boolean uneven, double soundLater, boolean bPictures) throws Exception {
    Path file = film(container, uneven, soundLater, bPictures);
    MediaInfo media = Clips.inspect(file);
    Path out = folder.resolve("out");

    Clips.render(
        file,
        new RenderSpec(
            List.of(new Rung("only", 160, 120, 300_000)),
            new AudioSpec(96_000, 1),
            false,
            true,
            null,
            null,
            Duration.ofSeconds(4),
            RenderSpec.Extras.NONE,
            Copying.NEVER),
        out);

    assertThat(media.duration().toMillis()).isCloseTo(SECONDS * 1000L, within(120L));
    List<Double> flashes = flashes(out.resolve("video.mp4"));
    List<Double> beeps = beeps(out.resolve("video.mp4"));
    int silent = soundLater > 0 ? 1 : 0;
    assertThat(flashes).hasSize(SECONDS);
    assertThat(beeps).hasSize(SECONDS - silent);
    for (int i = 0; i < flashes.size(); i++) {
      assertThat(flashes.get(i)).as("flash %d", i).isCloseTo(i, within(0.025));
      if (i >= silent) {
        assertThat(beeps.get(i - silent)).as("beep %d", i).isCloseTo(flashes.get(i), within(CLOSE));
      }
    }
  }

  private static List<Double> flashes(Path file) throws Exception {
    Playback.Track video = Playback.ofFile(file).video();
    List<Double> found = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < video.times.size(); i++) {
      double now = video.brightness.get(i);
      if (now > 128 && before <= 128) {
        found.add(video.times.get(i));
      }
      before = now;
    }
    return found;
  }

  /** The times at which the sound becomes loud after a quiet tenth of a second. */
  private static List<Double> beeps(Path file) throws Exception {
    List<Double> found = new ArrayList<>();
    double quietSince = -1;
    AVPacket packet = avcodec.av_packet_alloc();
    AVFrame frame = Frames.make();
    try (Demuxer demuxer = Demuxer.open(file, "mp4", MediaLimits.standard());
        Decoder decoder = Decoder.open(demuxer.streams().get(1), MediaLimits.standard())) {
      boolean more = true;
      while (more) {
        more = demuxer.read(packet);
        if (more && packet.stream_index() != 1) {
          continue;
        }
        decoder.send(more ? packet : null);
        while (decoder.receive(frame)) {
          FloatPointer samples = new FloatPointer(frame.data(0));
          double start = decoder.timeBase().seconds(frame.pts());
          for (int i = 0; i < frame.nb_samples(); i++) {
            double now = start + i / 48_000.0;
            if (now >= 0 && Math.abs(samples.get(i)) > 0.2) {
              if (now - quietSince > 0.1) {
                found.add(now);
              }
              quietSince = now;
            }
          }
        }
      }
    } finally {
      Frames.free(frame);
      avcodec.av_packet_free(packet);
    }
    return found;
  }
}
