package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.HlsRendition;
import dev.reelstate.processing.media.packaging.MasterPlaylist;
import dev.reelstate.processing.media.packaging.Mp4File;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import dev.reelstate.processing.media.picture.ColorTags;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.PictureTaps;
import dev.reelstate.processing.media.picture.QualityMeter;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.media.sound.AacEncoder;
import dev.reelstate.processing.media.sound.EncodedSound;
import dev.reelstate.processing.media.sound.PcmFormat;
import dev.reelstate.processing.media.sound.SoundMeter;
import dev.reelstate.processing.media.sound.SoundTarget;
import dev.reelstate.processing.media.sound.Waveform;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lanes, queues, encoders and containers of one pass together, and takes them apart again.
 */
final class Assembly implements AutoCloseable {

  /** A picture takes up to 100 MB, so few of the largest wait between threads. */
  private static final long LARGE_PICTURE = 4096L * 2304;

  private static final int FEW = 1;
  private static final int SOME = 4;
  private static final int SOUND = 32;

  /** In media ticks. */
  private static final long AHEAD_OF_SOUND = 10L * TimeBase.MEDIA.den();

  /** A film of this many groups of pictures has enough key frames for its stills. */
  private static final int LONG_IN_GROUPS = 12;

  private final PassPlan plan;
  private final PassWarnings warnings = new PassWarnings();
  private final OutputBudget budget;
  private final Scope scope = new Scope();
  private final Lanes lanes = new Lanes();
  private final AtomicLong position = new AtomicLong();
  private final PassOutputs outputs;
  private final List<Encoder> rungEncoders = new ArrayList<>();
  private final List<SubtitleTrack> subtitles = new ArrayList<>();
  private final List<JoinedRung> joinedRungs = new ArrayList<>();
  private @Nullable CopiedStream copiedVideo;
  private @Nullable CopiedStream copiedAudio;
  private final @Nullable PcmFormat pcm;
  private final double gain;
  private final boolean fromTheBeginning;
  private final VideoEncoders encoders;
  private @Nullable Encoder audioEncoder;
  private @Nullable Mp4File mp4;
  private @Nullable Mp4File soundFile;
  private final AtomicLong soundReached = new AtomicLong();
  private volatile boolean sourceDone;

  /**
   * The pass to come.
   *
   * @param gain by how many decibels the sound is raised
   * @param fromTheBeginning whether the way to a part leads through all that is before it
   * @param encoders of which rungs are encoded with the first that opens
   */
  Assembly(PassPlan plan, double gain, boolean fromTheBeginning, VideoEncoders encoders) {
    this.plan = plan;
    this.gain = gain;
    this.fromTheBeginning = fromTheBeginning;
    this.encoders = encoders;
    this.pcm = plan.pcm().orElse(null);
    budget = new OutputBudget(plan.limits().maxOutputBytes());
    outputs = new PassOutputs(plan, budget, warnings);
  }

  /** Notes something that happened before this pass. */
  void warn(String sentence) {
    warnings.add(sentence);
  }

  Lanes lanes() {
    return lanes;
  }

  /** How far the slowest watched lane has come, in media ticks. */
  long position() {
    return position.get();
  }

  void build() throws MediaException, LibavException, IOException {
    if (plan.soundIsLost()) {
      warnings.add("The sound cannot be decoded here, so the outputs have none.");
    }
    Demuxer demuxer = Demuxer.open(plan.source(), plan.container(), plan.limits());
    scope.onClose(demuxer::close);
    openCopies(demuxer);
    openSubtitles(demuxer);
    openJoinedRungs();
    openEncoders();
    openMp4();
    scope.onClose(lanes::close);
    buildCopies();
    BoundedQueue<AVFrame> sound = pcm == null ? null : lanes.queue(SOUND, Frames::free);
    BoundedQueue<AVFrame> pictures =
        plan.decodesPictures() ? lanes.queue(depth(), Frames::free) : null;
    if (pcm != null && sound != null) {
      audioLane(pcm, sound);
    }
    List<CopiedStream> copies =
        Stream.of(copiedVideo, copiedAudio).flatMap(Stream::ofNullable).toList();
    SourceLane source = new SourceLane(
        plan,
        demuxer,
        copies,
        subtitles,
        lanes,
        pictures,
        sound,
        keyFramesOnly(),
        fromTheBeginning,
        warnings);
    if (pictures != null) {
      AVStream stream = demuxer.streams().get(plan.video().orElseThrow().index());
      pictureLanes(pictures, source, PictureFormat.aspect(stream.codecpar()));
    }
    joinLanes();
    if (!copies.isEmpty() || !subtitles.isEmpty() || pictures != null || sound != null) {
      lanes.start("source", () -> {
        source.run();
        sourceDone = true;
      });
    } else {
      sourceDone = true;
    }
  }

  /** A track that cannot be read spoils nothing else. */
  private void openSubtitles(Demuxer demuxer) {
    for (OtherTrack track : plan.subtitles()) {
      try {
        SubtitleTrack subtitle =
            new SubtitleTrack(subtitles.size(), track, demuxer.streams().get(track.index()), plan);
        scope.onClose(subtitle::close);
        subtitles.add(subtitle);
      } catch (LibavException e) {
        warnings.add("A track of subtitles cannot be read (" + e.detail() + ").");
      }
    }
    outputs.subtitles(subtitles);
  }

  private void openJoinedRungs() throws MediaException, LibavException {
    for (RenderSpec.Rung rung : plan.joinedRungs()) {
      JoinedRung joined = new JoinedRung(rung, plan);
      scope.onClose(joined::close);
      joinedRungs.add(joined);
    }
  }

  /**
   * The rung that shares a file with the sound goes ahead of it by a few seconds only, since the
   * file has them side by side. Rungs that are cut where the copied one is wait until it is known
   * where that is.
   */
  private void joinLanes() throws LibavException, IOException {
    boolean copied = copiedVideo != null;
    AtomicLong sound = soundReached;
    for (JoinedRung joined : joinedRungs) {
      boolean first = joined.rung().equals(plan.rungs().get(0));
      boolean besideSound = first && mp4 != null && plan.audio().isPresent();
      SegmentCuts cuts =
          copiedVideo == null ? SegmentCuts.every(plan.segment()) : copiedVideo.pictureCuts();
      LongPredicate mayWrite = copied
          ? time -> sourceDone
          : besideSound ? time -> time < sound.get() + AHEAD_OF_SOUND : time -> true;
      joined.connect(
          videoSinks(joined.rung(), joined, cuts),
          mayWrite,
          lanes::cancelled,
          first && !copied ? position : new AtomicLong());
    }
    joinedRungs.forEach(joined -> lanes.start("join-" + joined.rung().name(), joined));
  }

  private int depth() {
    VideoTrack track = plan.video().orElseThrow();
    return (long) track.codedWidth() * track.codedHeight() > LARGE_PICTURE ? FEW : SOME;
  }

  /**
   * Stills alone need no more than key frames, where these come often enough or the film is long.
   */
  private boolean keyFramesOnly() {
    if (!rungEncoders.isEmpty() || !plan.decodesPictures()) {
      return false;
    }
    RenderSpec.StoryboardSpec board = plan.spec().storyboard();
    long interval = board == null
        ? plan.end()
        : Math.max(
            TimeBase.MEDIA.ticks(board.minInterval()), plan.end() / Math.max(1, board.maxTiles()));
    long group = TimeBase.MEDIA.ticks(plan.video().orElseThrow().longestGroup());
    return group <= Math.max(interval, plan.end() / LONG_IN_GROUPS);
  }

  private void openCopies(Demuxer demuxer) throws LibavException {
    if (plan.copiesVideo()) {
      copiedVideo = copy(demuxer, plan.video().orElseThrow().index(), videoPosition());
    }
    if (plan.copiesAudio()) {
      copiedAudio = copy(demuxer, plan.audio().orElseThrow().index(), soundPosition());
    }
  }

  private CopiedStream copy(Demuxer demuxer, int index, AtomicLong told) throws LibavException {
    CopiedStream stream = new CopiedStream(demuxer.streams().get(index), plan, told);
    scope.onClose(stream::close);
    return stream;
  }

  /** Of the lanes that work on pictures, encoders are the slowest. */
  private AtomicLong videoPosition() {
    return plan.encodedRungs().isEmpty() ? position : new AtomicLong();
  }

  private void openEncoders() throws LibavException {
    if (!plan.encodedRungs().isEmpty()) {
      VideoTrack track = plan.video().orElseThrow();
      ColorTags tags = ColorTags.output(PictureFormat.of(track));
      for (RenderSpec.Rung rung : plan.encodedRungs()) {
        Encoder encoder = encoders.open(rung, track.frameRate(), tags, warnings::add);
        scope.onClose(encoder::close);
        rungEncoders.add(encoder);
      }
    }
    RenderSpec.AudioSpec audio = plan.spec().audio();
    if (audio != null && pcm != null && plan.audio().isPresent() && !plan.copiesAudio()) {
      Encoder encoder = AacEncoder.open(pcm, audio.bitRate());
      scope.onClose(encoder::close);
      audioEncoder = encoder;
    }
  }

  private void openMp4() throws LibavException, IOException {
    List<PacketSource> sources = new ArrayList<>();
    if (copiedVideo != null) {
      sources.add(copiedVideo);
    } else {
      rungEncoders.stream().limit(1).forEach(sources::add);
      joinedRungs.stream().limit(1).forEach(sources::add);
    }
    if (copiedAudio != null) {
      sources.add(copiedAudio);
    } else if (audioEncoder != null) {
      sources.add(audioEncoder);
    }
    if (plan.spec().mp4() && !plan.isPart() && !sources.isEmpty()) {
      mp4 = mp4(outputs.mp4Name(), sources);
    }
    PacketSource sound = copiedAudio == null ? audioEncoder : copiedAudio;
    if (plan.makesSoundFile() && sound != null) {
      soundFile = mp4(PassOutputs.SOUND, List.of(sound));
    }
  }

  private Mp4File mp4(String name, List<PacketSource> sources) throws LibavException, IOException {
    Mp4File file = new Mp4File(plan.folder().resolve(name), budget, sources);
    scope.onClose(file::close);
    return file;
  }

  private void buildCopies() throws LibavException, IOException {
    CopiedStream video = copiedVideo;
    if (video != null) {
      videoSinks(plan.rungs().get(0), video, video.packetCuts()).forEach(video::addSink);
    }
    CopiedStream audio = copiedAudio;
    if (audio != null) {
      audioSinks(audio, plan.audio().orElseThrow().channels()).forEach(audio::addSink);
    }
  }

  private void audioLane(PcmFormat format, BoundedQueue<AVFrame> sound)
      throws LibavException, IOException {
    List<SoundTarget> targets = new ArrayList<>();
    if (audioEncoder != null) {
      targets.add(new EncodedSound(audioEncoder, audioSinks(audioEncoder, format.channels())));
    }
    SoundMeter meter = new SoundMeter(format);
    scope.onClose(meter::close);
    scope.onClose(lanes::close);
    targets.add(meter);
    outputs.soundMeter(meter);
    if (plan.spec().extras().waveform()) {
      Waveform waveform = new Waveform(format, plan.end());
      targets.add(waveform);
      outputs.waveform(waveform);
    }
    lanes.start("audio", new AudioLane(sound, format, gain, targets, plan.end(), soundPosition()));
  }

  private List<PacketSink> audioSinks(PacketSource source, int channels)
      throws LibavException, IOException {
    List<PacketSink> sinks = new ArrayList<>();
    if (mp4 != null) {
      sinks.add(mp4.track(plan.makesVideo() ? 1 : 0));
    }
    if (soundFile != null) {
      sinks.add(soundFile.track(0));
    }
    if (plan.spec().hls()) {
      HlsRendition rendition =
          rendition(MasterPlaylist.AUDIO, source, false, SegmentCuts.every(plan.segment()));
      outputs.audio(channels, rendition);
      sinks.add(rendition);
    }
    return sinks;
  }

  /** Sound alone has nobody else to report how far the pass has come. */
  private AtomicLong soundPosition() {
    return plan.video().isEmpty() ? position : soundReached;
  }

  private void pictureLanes(BoundedQueue<AVFrame> decoded, SourceLane source, double aspect)
      throws LibavException, IOException {
    List<BoundedQueue<AVFrame>> queues = new ArrayList<>();
    SegmentCuts.Followed followed = new SegmentCuts.Followed();
    for (int i = 0; i < rungEncoders.size(); i++) {
      BoundedQueue<AVFrame> queue = lanes.queue(SOME, Frames::free);
      queues.add(queue);
      SegmentCuts cuts = copiedVideo == null ? SegmentCuts.every(plan.segment()) : followed;
      encodeLane(i, queue, cuts);
    }
    KeyTimes keys = keys(source, followed);
    StillTaps stills = new StillTaps(plan, budget, lanes, scope, aspect);
    PictureTaps taps = stills.build(outputs);
    source.pick(stills.times());
    boolean watched = fromTheBeginning || (queues.isEmpty() && !plan.makesVideo());
    AtomicLong filtered = watched ? position : new AtomicLong();
    lanes.start(
        "filter",
        new FilterLane(
            plan, decoded, queues, taps, keys, fromTheBeginning, stills::end, aspect, filtered));
  }

  private KeyTimes keys(SourceLane source, SegmentCuts.Followed followed) {
    if (copiedVideo != null) {
      return KeyTimes.following(copiedVideo.pictureCuts(), followed);
    }
    RenderSpec.Part part = plan.spec().part();
    return part != null && part.keys()
        ? KeyTimes.following(source.keyTimes())
        : KeyTimes.every(plan.segment());
  }

  private void encodeLane(int number, BoundedQueue<AVFrame> queue, SegmentCuts cuts)
      throws LibavException, IOException {
    RenderSpec.Rung rung = plan.encodedRungs().get(number);
    Encoder encoder = rungEncoders.get(number);
    AtomicLong told = number == 0 ? position : new AtomicLong();
    boolean replaceable = encoders.hasOtherThan(encoder.name());
    outputs.encoder(rung, encoder.name());
    EncodeLane lane;
    if (plan.isPart()) {
      PartFile file = new PartFile(rung, plan, budget, encoder);
      scope.onClose(file::close);
      scope.onClose(lanes::close);
      lane = new EncodeLane(queue, encoder, replaceable, List.of(file), plan.until(), told);
      outputs.part(file, lane);
    } else {
      lane = new EncodeLane(
          queue, encoder, replaceable, videoSinks(rung, encoder, cuts), plan.until(), told);
    }
    if (plan.spec().extras().quality()) {
      QualityMeter meter = new QualityMeter(encoder, plan.limits());
      scope.onClose(meter::close);
      scope.onClose(lanes::close);
      lane.measure(meter);
      outputs.quality(rung, meter);
    }
    lanes.start("encode-" + number, lane);
  }

  private List<PacketSink> videoSinks(RenderSpec.Rung rung, PacketSource source, SegmentCuts cuts)
      throws LibavException, IOException {
    List<PacketSink> sinks = new ArrayList<>();
    if (rung.equals(plan.rungs().get(0)) && mp4 != null) {
      sinks.add(mp4.track(0));
    }
    if (plan.spec().hls()) {
      HlsRendition rendition = rendition(rung.name(), source, true, cuts);
      outputs.rung(rung, source, rendition);
      sinks.add(rendition);
    }
    return sinks;
  }

  private HlsRendition rendition(String name, PacketSource source, boolean video, SegmentCuts cuts)
      throws LibavException, IOException {
    HlsRendition rendition = new HlsRendition(
        plan.folder().resolve(PassOutputs.HLS_FOLDER).resolve(name),
        budget,
        source,
        video,
        cuts,
        plan.segment(),
        plan.end());
    scope.onClose(rendition::close);
    // Closed before it: nobody may write to what is freed.
    scope.onClose(lanes::close);
    return rendition;
  }

  /**
   * To be called once all lanes are done: closes the containers, checks every output and says what
   * there is.
   */
  RenderResult finish() throws LibavException, IOException, MediaException {
    if (mp4 != null) {
      mp4.finish();
    }
    if (soundFile != null) {
      soundFile.finish();
    }
    return outputs.finish();
  }

  @Override
  public void close() {
    scope.close();
  }
}
