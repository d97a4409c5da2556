package dev.reelstate.processing.media;

import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Puts the lanes, queues, encoders and containers of one pass together, and takes them apart again. */
final class Assembly implements AutoCloseable {

  /** A picture takes up to 100 MB, so few of the largest wait between threads. */
  private static final long LARGE_PICTURE = 4096L * 2304;

  private static final int FEW = 1;
  private static final int SOME = 4;
  private static final int SOUND = 32;
  private static final int[] USUAL_RATES = {48_000, 44_100};

  private final PassPlan plan;
  private final PassWarnings warnings = new PassWarnings();
  private final OutputBudget budget;
  private final Scope scope = new Scope();
  private final Lanes lanes = new Lanes();
  private final AtomicLong position = new AtomicLong();
  private final PassOutputs outputs;
  private final List<Encoder> rungEncoders = new ArrayList<>();
  private @Nullable Encoder audioEncoder;
  private @Nullable Mp4File mp4;

  Assembly(PassPlan plan) {
    this.plan = plan;
    budget = new OutputBudget(plan.limits().maxOutputBytes());
    outputs = new PassOutputs(plan, budget, warnings);
  }

  Lanes lanes() {
    return lanes;
  }

  /** How far the slowest watched lane has come, in media ticks. */
  long position() {
    return position.get();
  }

  void build() throws LibavException, IOException {
    if (plan.soundIsLost()) {
      warnings.add("The sound cannot be decoded here, so the outputs have none.");
    }
    openEncoders();
    openMp4();
    scope.onClose(lanes::close);
    BoundedQueue<AVFrame> sound = audioEncoder == null ? null : lanes.queue(SOUND, Frames::free);
    BoundedQueue<AVFrame> pictures =
        plan.video().isPresent() ? lanes.queue(depth(), Frames::free) : null;
    if (audioEncoder != null && sound != null) {
      audioLane(audioEncoder, sound);
    }
    if (pictures != null) {
      pictureLanes(pictures);
    }
    lanes.start("source", new SourceLane(plan, lanes, pictures, sound, keyFramesOnly(), warnings));
  }

  private int depth() {
    VideoTrack track = plan.video().orElseThrow();
    return (long) track.codedWidth() * track.codedHeight() > LARGE_PICTURE ? FEW : SOME;
  }

  /** Stills alone need no more than key frames, where these come often enough. */
  private boolean keyFramesOnly() {
    RenderSpec.StoryboardSpec board = plan.spec().storyboard();
    if (plan.encodesVideo() || plan.video().isEmpty()) {
      return false;
    }
    long interval = board == null
        ? plan.end()
        : Math.max(
            TimeBase.MEDIA.ticks(board.minInterval()), plan.end() / Math.max(1, board.maxTiles()));
    return TimeBase.MEDIA.ticks(plan.video().get().longestGroup()) <= interval;
  }

  private void openEncoders() throws LibavException {
    if (plan.encodesVideo()) {
      VideoTrack track = plan.video().orElseThrow();
      ColorTags tags = ColorTags.output(PictureFormat.of(track));
      for (RenderSpec.Rung rung : plan.spec().rungs()) {
        Encoder encoder = Encoders.h264(
            new PictureSize(rung.width(), rung.height()), rung.bitRate(), track.frameRate(), tags);
        scope.onClose(encoder::close);
        rungEncoders.add(encoder);
      }
    }
    RenderSpec.AudioSpec audio = plan.spec().audio();
    if (audio != null && plan.audio().isPresent()) {
      AudioTrack track = plan.audio().get();
      Encoder encoder = Encoders.aac(sampleRate(track), audio.channels(), audio.bitRate());
      scope.onClose(encoder::close);
      audioEncoder = encoder;
    }
  }

  /** Keeps the usual rates; others become the one that is a whole multiple, or the more common one. */
  private static int sampleRate(AudioTrack track) {
    for (int rate : USUAL_RATES) {
      if (track.sampleRate() > 0 && rate % track.sampleRate() == 0) {
        return rate;
      }
    }
    return USUAL_RATES[0];
  }

  private void openMp4() throws LibavException, IOException {
    List<Encoder> encoders = new ArrayList<>();
    rungEncoders.stream().limit(1).forEach(encoders::add);
    if (audioEncoder != null) {
      encoders.add(audioEncoder);
    }
    if (plan.spec().mp4() && !encoders.isEmpty()) {
      Mp4File file = new Mp4File(plan.folder().resolve(outputs.mp4Name()), budget, encoders);
      scope.onClose(file::close);
      mp4 = file;
    }
  }

  private void audioLane(Encoder encoder, BoundedQueue<AVFrame> sound)
      throws LibavException, IOException {
    List<PacketSink> sinks = new ArrayList<>();
    if (mp4 != null) {
      sinks.add(mp4.track(rungEncoders.isEmpty() ? 0 : 1));
    }
    if (plan.spec().hls()) {
      HlsRendition rendition = rendition(MasterPlaylist.AUDIO, encoder);
      outputs.audio(encoder, rendition);
      sinks.add(rendition);
    }
    lanes.start("audio", new AudioLane(sound, encoder, sinks, plan.end(), soundPosition()));
  }

  /** Sound alone has nobody else to report how far the pass has come. */
  private AtomicLong soundPosition() {
    return plan.video().isEmpty() ? position : new AtomicLong();
  }

  private void pictureLanes(BoundedQueue<AVFrame> decoded) throws LibavException, IOException {
    List<BoundedQueue<AVFrame>> queues = new ArrayList<>();
    for (int i = 0; i < rungEncoders.size(); i++) {
      BoundedQueue<AVFrame> queue = lanes.queue(SOME, Frames::free);
      queues.add(queue);
      lanes.start(
          "encode-" + i,
          new EncodeLane(
              queue,
              rungEncoders.get(i),
              sinks(i),
              plan.end(),
              i == 0 ? position : new AtomicLong()));
    }
    StillTaps stills = new StillTaps(plan, budget, lanes, scope, !queues.isEmpty());
    PictureTaps taps = stills.build(outputs);
    AtomicLong filtered = queues.isEmpty() ? position : new AtomicLong();
    lanes.start("filter", new FilterLane(plan, decoded, queues, taps, stills::end, filtered));
  }

  private List<PacketSink> sinks(int rung) throws LibavException, IOException {
    List<PacketSink> sinks = new ArrayList<>();
    if (rung == 0 && mp4 != null) {
      sinks.add(mp4.track(0));
    }
    if (plan.spec().hls()) {
      HlsRendition rendition =
          rendition(plan.spec().rungs().get(rung).name(), rungEncoders.get(rung));
      outputs.rung(rung, rungEncoders.get(rung), rendition);
      sinks.add(rendition);
    }
    return sinks;
  }

  private HlsRendition rendition(String name, Encoder encoder) throws LibavException, IOException {
    HlsRendition rendition = new HlsRendition(
        plan.folder().resolve(PassOutputs.HLS_FOLDER).resolve(name),
        budget,
        encoder,
        plan.segment(),
        plan.end());
    scope.onClose(rendition::close);
    return rendition;
  }

  /** To be called once all lanes are done: closes the containers, checks every output and says what there is. */
  RenderResult finish() throws LibavException, IOException, MediaException {
    if (mp4 != null) {
      mp4.finish();
    }
    return outputs.finish();
  }

  @Override
  public void close() {
    scope.close();
  }
}
