package dev.reelstate.processing.media.sample;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.packaging.Mp4File;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.picture.ColorTags;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.Encoders;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.PcmFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Draws, plays, encodes and muxes a {@link SampleClip}, all in one thread. */
final class SampleClipWriter implements AutoCloseable {

  private static final int SAMPLE_RATE = 48_000;
  private static final int AUDIO_BITS = 128_000;
  private static final double BITS_PER_PIXEL = 0.15;
  private static final int MIN_VIDEO_BITS = 100_000;

  private final SampleClip clip;
  private final OutputBudget budget = new OutputBudget(Long.MAX_VALUE);
  private final List<Track> tracks = new ArrayList<>();
  private final Muxer muxer;
  private final @Nullable Mp4File mp4;

  SampleClipWriter(SampleClip clip, Path file) throws LibavException, IOException {
    this.clip = clip;
    try {
      if (clip.pictures()) {
        tracks.add(new Track(FilterGraph.video(pattern(), 1), videoEncoder()));
      }
      if (clip.sound()) {
        Encoder encoder = AacEncoder.open(new PcmFormat(SAMPLE_RATE, 2, 1024), AUDIO_BITS);
        tracks.add(new Track(FilterGraph.audio(melody(encoder.context().frame_size())), encoder));
      }
      List<Encoder> encoders = tracks.stream().map(track -> track.encoder).toList();
      if (clip.container().equals("mp4")) {
        mp4 = new Mp4File(file, budget, encoders, this::turn);
        muxer = mp4.muxer();
      } else {
        mp4 = null;
        muxer = Muxer.open(
            clip.container(),
            budget.create(file),
            clip.headerDuration(),
            Map.of(),
            encoders,
            this::turn);
      }
    } catch (LibavException | IOException e) {
      tracks.forEach(Track::close);
      throw e;
    }
  }

  private Encoder videoEncoder() throws LibavException {
    long bits = Math.max(
        MIN_VIDEO_BITS,
        Math.round(BITS_PER_PIXEL * clip.width() * clip.height() * clip.frameRate()));
    PictureSize size = new PictureSize(clip.width(), clip.height());
    boolean odd = clip.width() % 2 != 0 || clip.height() % 2 != 0;
    return odd
        ? Encoders.mpeg4(size, bits, clip.frameRate())
        : VideoEncoders.present(false)
            .open(
                new RenderSpec.Rung("clip", clip.width(), clip.height(), bits),
                clip.frameRate(),
                ColorTags.BT709,
                failure -> {});
  }

  private String pattern() {
    String source = clip.black() ? "color=black" : "testsrc2";
    String size = String.format(
        Locale.ROOT,
        "%s%ssize=%dx%d:rate=%d/1000:duration=%.6f",
        source,
        clip.black() ? ":" : "=",
        clip.width(),
        clip.height(),
        Math.round(clip.frameRate() * 1000),
        clip.duration().toNanos() / 1e9);
    StringBuilder text = new StringBuilder(size);
    if (!clip.black()) {
      text.append(",hue=h='75*floor(t/4)',negate=components=y:enable='mod(floor(t/4),2)'")
          .append(marker());
    }
    if (clip.variableFrameRate()) {
      text.append(",select='lt(mod(n,10),6)'");
    }
    String matrix = clip.width() % 2 == 0 && clip.height() % 2 == 0 ? "bt709" : "bt601";
    text.append(",scale=out_color_matrix=").append(matrix).append(":out_range=tv,format=yuv420p");
    return text.append(",settb=1/90000,setsar=1,buffersink@out0").toString();
  }

  /** One field for each bit, which is white in the pictures whose number has that bit set. */
  private String marker() {
    int field = clip.width() / SampleClip.MARKER_BITS;
    int height = Math.max(4, clip.height() / 16);
    StringBuilder text = new StringBuilder();
    text.append(",drawbox=x=0:y=ih-")
        .append(height)
        .append(":w=iw:h=")
        .append(height)
        .append(":color=black:t=fill");
    for (int bit = 0; bit < SampleClip.MARKER_BITS; bit++) {
      text.append(",drawbox=x=").append(bit * field).append(":y=ih-").append(height);
      text.append(":w=").append(field).append(":h=").append(height);
      text.append(":color=white:t=fill:enable='gt(bitand(n,").append(1 << bit).append("),0)'");
    }
    return text.toString();
  }

  /** A tone struck twice a second, walking up and down a chord. */
  private String melody(int frameSize) {
    return String.format(
        Locale.ROOT,
        "aevalsrc=exprs='0.35*sin(2*PI*t*220*pow(2,(mod(floor(t*2)*7,24))/12))*exp(-5*mod(t,0.5))'"
            + ":sample_rate=%d:duration=%.6f,aformat=sample_fmts=fltp:channel_layouts=stereo,"
            + "asetnsamples=n=%d:p=0,abuffersink@out0",
        SAMPLE_RATE,
        clip.duration().toNanos() / 1e9,
        frameSize);
  }

  private void turn(AVStream stream) throws LibavException {
    DisplayTurn turn = new DisplayTurn(clip.turn(), clip.mirrored());
    if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO
        && !turn.equals(DisplayTurn.NONE)) {
      turn.writeTo(stream, clip.width(), clip.height());
    }
  }

  /** Encodes whichever track is behind, until all have ended. */
  void write() throws LibavException, IOException {
    while (true) {
      Track behind = null;
      for (Track track : tracks) {
        boolean earlier = behind == null || track.seconds < behind.seconds;
        behind = !track.ended && earlier ? track : behind;
      }
      if (behind == null) {
        break;
      }
      behind.step(muxer, tracks.indexOf(behind));
    }
    if (mp4 != null) {
      mp4.finish();
    } else {
      muxer.finish();
    }
  }

  @Override
  public void close() {
    muxer.close();
    tracks.forEach(Track::close);
  }

  /** A source of frames with its encoder. */
  private static final class Track implements AutoCloseable {
    private final FilterGraph graph;
    private final Encoder encoder;
    private final boolean picture;
    private double seconds;
    private boolean ended;

    Track(FilterGraph graph, Encoder encoder) {
      this.graph = graph;
      this.encoder = encoder;
      picture = encoder.context().width() > 0;
    }

    void step(Muxer muxer, int index) throws LibavException, IOException {
      AVFrame frame = Frames.make();
      try {
        ended = !graph.pull(0, frame);
        if (ended) {
          encoder.encode(null, packet -> muxer.write(index, packet));
          return;
        }
        frame.duration(graph.timeBase(0).to(encoder.timeBase(), frame.duration()));
        frame.pts(graph.timeBase(0).to(encoder.timeBase(), frame.pts()));
        seconds = encoder.timeBase().seconds(frame.pts());
        if (picture) {
          boolean key =
              frame.pts() % (2L * encoder.timeBase().den()) < Math.max(1, frame.duration());
          frame.pict_type(key ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
        }
        encoder.encode(frame, packet -> muxer.write(index, packet));
      } finally {
        Frames.free(frame);
      }
    }

    @Override
    public void close() {
      graph.close();
      encoder.close();
    }
  }
}
