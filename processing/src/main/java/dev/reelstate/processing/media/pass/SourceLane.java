package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.CopyRefused;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PartMissed;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.frame.FrameLog;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.DecodingDelay;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import dev.reelstate.processing.media.product.SubtitleTrack;
import dev.reelstate.processing.media.sound.SoundPlan;
import dev.reelstate.processing.media.still.DamageWatch;
import dev.reelstate.processing.media.still.KeyPicker;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes the source once. Its frames have timestamps in media ticks from the media's
 * start.
 */
final class SourceLane implements Lanes.Work {

  private final PassRun run;
  private final PassPlan plan;
  private final Demuxer demuxer;
  private final List<CopiedStream> copies;
  private final List<SubtitleTrack> subtitles;
  private final @Nullable BoundedQueue<AVFrame> pictures;
  private final SoundFeeds sound;
  private final boolean keyFramesOnly;
  private final SegmentCuts.Followed keyTimes = new SegmentCuts.Followed();
  private long[] wanted = {};

  /**
   * Creates a lane.
   *
   * @param demuxer freshly opened
   * @param copies the streams that are copied
   * @param subtitles the subtitle tracks that are converted
   * @param pictures the queue for decoded pictures, or null if none are needed
   * @param sound where decoded sound goes
   */
  SourceLane(
      PassRun run,
      Demuxer demuxer,
      List<CopiedStream> copies,
      List<SubtitleTrack> subtitles,
      @Nullable BoundedQueue<AVFrame> pictures,
      SoundFeeds sound) {
    this.run = run;
    this.plan = run.plan();
    this.demuxer = demuxer;
    this.copies = List.copyOf(copies);
    this.subtitles = List.copyOf(subtitles);
    this.pictures = pictures;
    this.sound = sound;
    this.keyFramesOnly = pictures != null && plan.keyFramesSuffice();
  }

  /** Whether every picture is decoded. */
  boolean decodesEveryPicture() {
    return pictures != null && !keyFramesOnly;
  }

  /** Whether anything in the source is needed. */
  boolean hasWork() {
    return !copies.isEmpty()
        || !subtitles.isEmpty()
        || pictures != null
        || !sound.tracks().isEmpty();
  }

  @Override
  public void run() throws MediaException, LibavException, IOException {
    int video = pictures == null ? -1 : plan.video().orElseThrow().index();
    try (Scope scope = new Scope();
        Track pictureTrack = pictures == null ? null : new Track(video, pictures::put)) {
      Map<Integer, Track> soundTracks = openSound(scope);
      keepOnly(video);
      if (pictureTrack != null) {
        goTo(pictureTrack);
      }
      read(pictureTrack, soundTracks);
      finish(pictureTrack, soundTracks.values());
      for (CopiedStream copy : copies) {
        copy.finish();
      }
    }
    run.sourceDone().set(true);
  }

  private Map<Integer, Track> openSound(Scope scope) throws SoundRefused {
    Map<Integer, Track> tracks = new LinkedHashMap<>();
    for (int index : sound.tracks()) {
      try {
        Track track = new Track(index, frame -> sound.put(index, frame));
        tracks.put(index, scope.own(track, Track::close));
      } catch (LibavException e) {
        throw lost(index, e.detail());
      }
    }
    return tracks;
  }

  private SoundRefused lost(int track, String detail) {
    return SoundRefused.lost(SoundPlan.namesWith(track, plan.heard()), detail);
  }

  private void keepOnly(int video) {
    IntStream copied = copies.stream().mapToInt(CopiedStream::index);
    IntStream texts = subtitles.stream().mapToInt(SubtitleTrack::index);
    IntStream decoded =
        IntStream.concat(IntStream.of(video), sound.tracks().stream().mapToInt(Integer::intValue));
    demuxer.keepOnly(Stream.of(copied, texts, decoded).flatMapToInt(all -> all).toArray());
  }

  /** Skips everything that need not be decoded: all but key frames, or everything before a part. */
  private void goTo(Track video) throws LibavException {
    if (keyFramesOnly) {
      video.decoder.keyFramesOnly();
      if (copies.stream().noneMatch(copy -> copy.index() == video.index)) {
        demuxer.keyFramesOnly(video.index);
      }
    }
    if (plan.from() > 0 && !plan.fromTheBeginning()) {
      TimeBase base = video.decoder.timeBase();
      demuxer.seek(video.index, TimeBase.MEDIA.to(base, plan.from() + plan.start()));
    }
  }

  private void read(@Nullable Track video, Map<Integer, Track> soundTracks)
      throws MediaException, LibavException, IOException {
    AVPacket packet = Packets.make();
    try {
      while (demuxer.read(packet)) {
        if (run.lanes().cancelled()) {
          throw new CancellationException();
        }
        passOn(packet);
        Track heard = soundTracks.get(packet.stream_index());
        if (video != null && packet.stream_index() == video.index) {
          if (isBehind(packet, video)) {
            break;
          }
          decode(packet, video);
        } else if (heard != null) {
          heard.decode(packet);
        }
      }
    } finally {
      Packets.free(packet);
    }
  }

  private void passOn(AVPacket packet) throws MediaException, LibavException, IOException {
    notePacket(packet);
    for (SubtitleTrack subtitle : subtitles) {
      if (packet.stream_index() == subtitle.index()) {
        subtitle.accept(packet);
      }
    }
    for (CopiedStream copy : copies) {
      if (packet.stream_index() == copy.index()) {
        copy.accept(packet);
      }
    }
  }

  /** Notes a picture that is only copied. */
  private void notePacket(AVPacket packet) {
    FrameLog log = run.frames();
    boolean hidden = (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) != 0;
    if (log == null
        || decodesEveryPicture()
        || hidden
        || packet.stream_index() != plan.video().orElseThrow().index()) {
      return;
    }
    TimeBase base = TimeBase.of(demuxer.streams().get(packet.stream_index()).time_base());
    long stamp = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    log.packet(demuxer.stored(stamp), base.toMedia(stamp) - plan.start(), key);
  }

  private void decode(AVPacket packet, Track video) throws MediaException, LibavException {
    noteKey(packet, video);
    if (keyFramesOnly) {
      pick(packet, video);
    } else {
      video.decode(packet);
    }
    checkFrames(video);
  }

  /**
   * Whether a part ends before a packet. Pictures are decoded no later than they are shown, so
   * nothing of the part follows such a packet.
   */
  private boolean isBehind(AVPacket packet, Track video) {
    return plan.isPart()
        && plan.until() < plan.end()
        && packet.dts() != avutil.AV_NOPTS_VALUE
        && video.decoder.timeBase().toMedia(packet.dts()) - plan.start() >= plan.until();
  }

  private void noteKey(AVPacket packet, Track video) {
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    if (plan.isPart() && key && packet.pts() != avutil.AV_NOPTS_VALUE) {
      keyTimes.add(video.decoder.timeBase().toMedia(packet.pts()) - plan.start());
    }
  }

  /** The key frames of the source within a part; known before they are decoded. */
  SegmentCuts.Followed keyTimes() {
    return keyTimes;
  }

  /**
   * Sets the times at which pictures are needed if only key frames are decoded; ascending, in media
   * ticks. Call before {@link #run}.
   */
  void pick(long[] times) {
    wanted = times.clone();
  }

  /** Decodes a key frame once it is known to be on screen at one of the wanted times. */
  private void pick(AVPacket packet, Track video) throws LibavException {
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    long stamp = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    if (key) {
      AVPacket before =
          video.picker.look(packet, video.decoder.timeBase().toMedia(stamp) - plan.start());
      if (before != null) {
        video.decode(before);
      }
    }
  }

  private void checkFrames(Track video) throws MediaException {
    if (video.decoder.frames() > plan.limits().maxFrames()) {
      throw MediaFailures.limit(
          "pictures", video.decoder.frames(), plan.limits().maxFrames());
    }
    if (video.decoder.pixels() > plan.mostPixels()) {
      throw MediaFailures.tooCostly("pixels to decode", video.decoder.pixels(), plan.mostPixels());
    }
  }

  private void finish(@Nullable Track video, Collection<Track> soundTracks)
      throws MediaException, LibavException {
    if (video != null) {
      finishPictures(video);
    }
    for (Track track : soundTracks) {
      finishSound(track);
    }
    sound.end();
  }

  private void finishPictures(Track video) throws MediaException, LibavException {
    AVPacket last = keyFramesOnly ? video.picker.last() : null;
    if (last != null) {
      video.decode(last);
    }
    video.decode(null);
    if (video.decoder.errors() + video.decoder.concealed() > 0 && plan.copiesVideo()) {
      throw new CopyRefused(true, CopyObstacle.DAMAGED);
    }
    copies.stream()
        .filter(copy -> copy.index() == video.index)
        .forEach(copy -> copy.wasDecoded(video.decoder.frames()));
    run.warnings().skipped("picture", video.decoder.errors());
    if (video.decoder.frames() == 0 && plan.from() > 0 && !plan.fromTheBeginning()) {
      throw new PartMissed();
    }
    if (video.decoder.frames() == 0) {
      throw MediaFailures.nothingDecoded();
    }
    requireNonNull(pictures).end();
  }

  private void finishSound(Track track) throws MediaException, LibavException {
    track.decode(null);
    if (track.decoder.frames() == 0) {
      throw lost(track.index, "none of it could be decoded");
    }
    run.warnings().skipped("sound", track.decoder.errors());
  }

  /** Takes a decoded frame, which is handed over. */
  @FunctionalInterface
  private interface Target {
    void put(AVFrame frame) throws LibavException;
  }

  /** Decodes the packets of one stream to timed frames. */
  private final class Track implements AutoCloseable {
    private final int index;
    private final Decoder decoder;
    private final Target target;
    private final KeyPicker picker;
    private final DecodingDelay delay = new DecodingDelay();
    private final DamageWatch damage = new DamageWatch();
    private long next;
    private long stamp;
    private boolean begun;

    Track(int index, Target target) throws LibavException {
      this.index = index;
      this.target = target;
      decoder = Decoder.open(demuxer.streams().get(index), plan.limits());
      try {
        picker = new KeyPicker(wanted);
      } catch (RuntimeException | Error e) {
        decoder.close();
        throw e;
      }
    }

    void decode(@Nullable AVPacket packet) throws LibavException {
      delay.sent(packet);
      decoder.send(packet);
      AVFrame frame = Frames.make();
      while (decoder.receive(frame)) {
        time(frame);
        if (frame.sample_rate() == 0) {
          damage.look(frame, decoder.errors());
          noteBegin(frame);
          note(frame);
        }
        target.put(frame);
        frame = Frames.make();
      }
      Frames.free(frame);
    }

    private void note(AVFrame picture) {
      FrameLog log = run.frames();
      if (log != null && decodesEveryPicture()) {
        boolean key = (picture.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
        log.decoded(demuxer.stored(stamp), picture.pts(), key);
      }
    }

    /** The first picture is shown from the beginning, however late it comes. */
    private void noteBegin(AVFrame picture) {
      if (!begun && plan.from() == 0 && !keyFramesOnly) {
        run.warnings().begunLate(TimeBase.MEDIA.duration(picture.pts()));
      }
      begun = true;
    }

    /** Times a frame; one without a timestamp follows the previous frame. */
    private void time(AVFrame frame) {
      long given = delay.timestamp(frame);
      boolean known = given != avutil.AV_NOPTS_VALUE;
      long time = known ? decoder.timeBase().toMedia(given) - plan.start() : next;
      stamp = known ? given : TimeBase.MEDIA.to(decoder.timeBase(), time + plan.start());
      long length = frame.sample_rate() > 0
          ? new TimeBase(1, frame.sample_rate()).toMedia(frame.nb_samples())
          : decoder.timeBase().toMedia(Math.max(0, frame.duration()));
      frame.pts(time);
      frame.duration(length);
      next = time + length;
    }

    @Override
    public void close() {
      decoder.close();
      picker.close();
    }
  }
}
