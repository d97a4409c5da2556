package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.CopyRefused;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PartMissed;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes the source, once, and hands out frames timed in media ticks from the media's
 * start.
 */
final class SourceLane implements Lanes.Work {

  private final PassPlan plan;
  private final Demuxer demuxer;
  private final List<CopiedStream> copies;
  private final List<SubtitleTrack> subtitles;
  private final Lanes lanes;
  private final @Nullable BoundedQueue<AVFrame> pictures;
  private final @Nullable BoundedQueue<AVFrame> sound;
  private final boolean keyFramesOnly;
  private final PassWarnings warnings;
  private final SegmentCuts.Followed keyTimes = new SegmentCuts.Followed();
  private final boolean fromTheBeginning;
  private long[] wanted = {};

  /**
   * A lane.
   *
   * @param demuxer freshly opened
   * @param copies the streams that are copied
   * @param subtitles the tracks of which text is made
   * @param pictures where decoded pictures go, or null if none are wanted
   * @param sound where decoded sound goes, or null if none is wanted
   * @param fromTheBeginning whether the way to a part leads through all that is before it, rather
   *     than through the file's index
   */
  SourceLane(
      PassPlan plan,
      Demuxer demuxer,
      List<CopiedStream> copies,
      List<SubtitleTrack> subtitles,
      Lanes lanes,
      @Nullable BoundedQueue<AVFrame> pictures,
      @Nullable BoundedQueue<AVFrame> sound,
      boolean keyFramesOnly,
      boolean fromTheBeginning,
      PassWarnings warnings) {
    this.plan = plan;
    this.demuxer = demuxer;
    this.copies = List.copyOf(copies);
    this.subtitles = List.copyOf(subtitles);
    this.lanes = lanes;
    this.pictures = pictures;
    this.sound = sound;
    this.keyFramesOnly = keyFramesOnly;
    this.fromTheBeginning = fromTheBeginning;
    this.warnings = warnings;
  }

  @Override
  public void run() throws MediaException, LibavException, IOException {
    int video = pictures == null ? -1 : plan.video().orElseThrow().index();
    int audio = sound == null ? -1 : plan.heard().orElseThrow().index();
    try (Track pictureTrack = pictures == null ? null : new Track(video, pictures);
        Track soundTrack = sound == null ? null : new Track(audio, sound)) {
      IntStream copied = copies.stream().mapToInt(CopiedStream::index);
      IntStream texts = subtitles.stream().mapToInt(SubtitleTrack::index);
      IntStream decoded = IntStream.of(video, audio);
      demuxer.keepOnly(
          Stream.of(copied, texts, decoded).flatMapToInt(all -> all).toArray());
      if (keyFramesOnly && pictureTrack != null) {
        pictureTrack.decoder.keyFramesOnly();
        if (copies.stream().noneMatch(copy -> copy.index() == video)) {
          demuxer.keyFramesOnly(video);
        }
      }
      if (plan.from() > 0 && !fromTheBeginning && pictureTrack != null) {
        TimeBase base = pictureTrack.decoder.timeBase();
        demuxer.seek(video, TimeBase.MEDIA.to(base, plan.from() + plan.start()));
      }
      read(pictureTrack, soundTrack);
      finish(pictureTrack, soundTrack);
      for (CopiedStream copy : copies) {
        copy.finish();
      }
    }
  }

  private void read(@Nullable Track video, @Nullable Track audio)
      throws MediaException, LibavException, IOException {
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      while (demuxer.read(packet)) {
        if (lanes.cancelled()) {
          throw new CancellationException();
        }
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
        if (video != null && packet.stream_index() == video.index) {
          if (isBehind(packet, video)) {
            break;
          }
          noteKey(packet, video);
          if (keyFramesOnly) {
            pick(packet, video);
          } else {
            video.decode(packet);
          }
          checkFrames(video);
        } else if (audio != null && packet.stream_index() == audio.index) {
          audio.decode(packet);
        }
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
  }

  /** Pictures are decoded no later than they are shown, so nothing of a part comes behind this. */
  private boolean isBehind(AVPacket packet, Track video) {
    return plan.isPart()
        && packet.dts() != avutil.AV_NOPTS_VALUE
        && video.decoder.timeBase().toMedia(packet.dts()) - plan.start() >= plan.until();
  }

  private void noteKey(AVPacket packet, Track video) {
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    if (plan.isPart() && key && packet.pts() != avutil.AV_NOPTS_VALUE) {
      keyTimes.add(video.decoder.timeBase().toMedia(packet.pts()) - plan.start());
    }
  }

  /** Where the source has key frames, in a part of it; known before they are decoded. */
  SegmentCuts.Followed keyTimes() {
    return keyTimes;
  }

  /**
   * Says, before it is run, at which times pictures are looked at if only key frames are;
   * ascending, in media ticks.
   */
  void pick(long[] times) {
    wanted = times.clone();
  }

  /** Decodes a key frame once it is known to be on screen at a time at which somebody looks. */
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
  }

  private void finish(@Nullable Track video, @Nullable Track audio)
      throws MediaException, LibavException {
    if (video != null) {
      AVPacket last = keyFramesOnly ? video.picker.last() : null;
      if (last != null) {
        video.decode(last);
      }
      video.decode(null);
      if (video.decoder.errors() > 0 && plan.copiesVideo()) {
        throw new CopyRefused(true, CopyObstacle.DAMAGED);
      }
      warnings.skipped("picture", video.decoder.errors());
      if (video.decoder.frames() == 0 && plan.from() > 0 && !fromTheBeginning) {
        throw new PartMissed();
      }
      if (video.decoder.frames() == 0) {
        throw MediaFailures.nothingDecoded();
      }
      video.target.end();
    }
    if (audio != null) {
      audio.decode(null);
      warnings.skipped("sound", audio.decoder.errors());
      if (audio.decoder.frames() == 0) {
        if (video == null) {
          throw MediaFailures.nothingDecoded();
        }
        warnings.add("None of the sound could be decoded, so the outputs are silent.");
      }
      audio.target.end();
    }
  }

  /** One stream on its way from packets to timed frames. */
  private final class Track implements AutoCloseable {
    private final int index;
    private final Decoder decoder;
    private final BoundedQueue<AVFrame> target;
    private final KeyPicker picker = new KeyPicker(wanted);
    private long next;

    Track(int index, BoundedQueue<AVFrame> target) throws LibavException {
      this.index = index;
      this.target = target;
      decoder = Decoder.open(demuxer.streams().get(index), plan.limits());
    }

    void decode(@Nullable AVPacket packet) {
      decoder.send(packet);
      AVFrame frame = Frames.make();
      while (decoder.receive(frame)) {
        time(frame);
        target.put(frame);
        frame = Frames.make();
      }
      Frames.free(frame);
    }

    /** A frame without a time of its own follows the one before. */
    private void time(AVFrame frame) {
      long stamp = frame.best_effort_timestamp();
      long time =
          stamp == avutil.AV_NOPTS_VALUE ? next : decoder.timeBase().toMedia(stamp) - plan.start();
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
