package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.packaging.OutputBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Films whose channels and sound tracks are told apart by the frequencies of their tones. */
public final class ToneFilm {

  public static final int SECONDS = 2;
  private static final int RATE = 48_000;
  private static final String PICTURES =
      "testsrc2=size=64x48:rate=25:duration=" + SECONDS + ",format=yuv420p,buffersink@out0";

  /**
   * A sound track.
   *
   * @param encoder libav's name of the encoder
   * @param layout libav's name of the channel layout
   * @param amplitude of each tone, 0 to 1
   * @param hertz the tone of each channel; 0 for silence
   */
  public record Sound(
      String encoder,
      String layout,
      double amplitude,
      List<Integer> hertz,
      int disposition,
      Map<String, String> tags) {

    public static Sound pcm(String layout, Integer... hertz) {
      return new Sound("pcm_s16le", layout, 0.4, List.of(hertz), 0, Map.of());
    }

    public static Sound aac(String layout, Integer... hertz) {
      return new Sound("aac", layout, 0.4, List.of(hertz), 0, Map.of());
    }

    public Sound with(int flags) {
      return new Sound(encoder, layout, amplitude, hertz, flags, tags);
    }

    public Sound tagged(Map<String, String> metadata) {
      return new Sound(encoder, layout, amplitude, hertz, disposition, metadata);
    }

    public Sound loud(double peak) {
      return new Sound(encoder, layout, peak, hertz, disposition, tags);
    }

    private boolean planar() {
      return !encoder.startsWith("pcm") && !encoder.equals("libopus");
    }

    private String graph(int frameSize) {
      String tones = hertz.stream()
          .map(tone -> amplitude + "*sin(2*PI*" + tone + "*t)")
          .collect(Collectors.joining("|"));
      return "aevalsrc=exprs='" + tones + "':sample_rate=" + RATE + ":duration=" + SECONDS
          + ",aformat=sample_fmts=" + (planar() ? "fltp" : "s16")
          + ",asetnsamples=n=" + (frameSize == 0 ? 1024 : frameSize) + ":p=0,abuffersink@out0";
    }
  }

  private ToneFilm() {}

  /** Writes a film of two seconds with the given tracks. */
  public static Path write(Path file, String container, Sound... sounds)
      throws MediaException, LibavException, IOException {
    return write(file, container, true, sounds);
  }

  /** Writes two seconds of sound without pictures. */
  public static Path alone(Path file, String container, Sound sound)
      throws MediaException, LibavException, IOException {
    return write(file, container, false, sound);
  }

  private static Path write(Path file, String container, boolean pictures, Sound... sounds)
      throws MediaException, LibavException, IOException {
    MediaNatives.require();
    try (Scope scope = new Scope()) {
      List<Encoder> encoders = new ArrayList<>();
      if (pictures) {
        encoders.add(scope.own(picture(), Encoder::close));
      }
      int first = encoders.size();
      for (Sound sound : sounds) {
        encoders.add(scope.own(encoder(sound), Encoder::close));
      }
      Muxer muxer = Muxer.open(
          container,
          new OutputBudget(Long.MAX_VALUE).create(file),
          true,
          Map.of(),
          encoders,
          stream -> describe(stream, first, sounds));
      scope.onClose(muxer::close);
      if (pictures) {
        encode(FilterGraph.video(PICTURES, 1), encoders.get(0), muxer, 0, "");
      }
      for (int i = 0; i < sounds.length; i++) {
        Encoder encoder = encoders.get(first + i);
        FilterGraph graph = FilterGraph.audio(sounds[i].graph(encoder.context().frame_size()));
        encode(graph, encoder, muxer, first + i, sounds[i].layout());
      }
      muxer.finish();
    }
    return file;
  }

  private static Encoder picture() throws LibavException {
    return Encoder.open("mpeg4", context -> {
      context.width(64).height(48).pix_fmt(avutil.AV_PIX_FMT_YUV420P).bit_rate(200_000);
      context.time_base().num(1).den(25);
      context.framerate().num(25).den(1);
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    });
  }

  private static Encoder encoder(Sound sound) throws LibavException {
    return Encoder.open(sound.encoder(), context -> {
      context.sample_rate(RATE).bit_rate(64_000L * sound.hertz().size());
      context.sample_fmt(sound.planar() ? avutil.AV_SAMPLE_FMT_FLTP : avutil.AV_SAMPLE_FMT_S16);
      avutil.av_channel_layout_from_string(context.ch_layout(), sound.layout());
      context.time_base().num(1).den(RATE);
      if (sound.layout().startsWith("ambisonic")) {
        avutil.av_opt_set(context, "mapping_family", "2", avutil.AV_OPT_SEARCH_CHILDREN);
      }
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    });
  }

  private static void describe(AVStream stream, int first, Sound... sounds) {
    if (stream.index() >= first) {
      Sound sound = sounds[stream.index() - first];
      stream.disposition(sound.disposition());
      AVDictionary tags = new AVDictionary(null);
      sound.tags().forEach((key, value) -> avutil.av_dict_set(tags, key, value, 0));
      stream.metadata(tags);
    }
  }

  private static void encode(
      FilterGraph graph, Encoder encoder, Muxer muxer, int index, String layout)
      throws LibavException, IOException {
    AVFrame frame = Frames.make();
    try (graph) {
      while (graph.pull(0, frame)) {
        frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
        frame.pts(graph.timeBase(0).to(encoder.timeBase(), frame.pts()));
        if (!layout.isEmpty()) {
          avutil.av_channel_layout_uninit(frame.ch_layout());
          avutil.av_channel_layout_from_string(frame.ch_layout(), layout);
        }
        encoder.encode(frame, packet -> muxer.write(index, packet));
        avutil.av_frame_unref(frame);
      }
      encoder.encode(null, packet -> muxer.write(index, packet));
    } finally {
      Frames.free(frame);
    }
  }
}
