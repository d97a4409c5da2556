package dev.reelstate.processing.media;

import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** Reads and decodes the source, once, and hands out frames timed in media ticks from the media's start. */
final class SourceLane implements Lanes.Work {

  private final PassPlan plan;
  private final Lanes lanes;
  private final @Nullable BoundedQueue<AVFrame> pictures;
  private final @Nullable BoundedQueue<AVFrame> sound;
  private final boolean keyFramesOnly;
  private final PassWarnings warnings;

  SourceLane(
      PassPlan plan,
      Lanes lanes,
      @Nullable BoundedQueue<AVFrame> pictures,
      @Nullable BoundedQueue<AVFrame> sound,
      boolean keyFramesOnly,
      PassWarnings warnings) {
    this.plan = plan;
    this.lanes = lanes;
    this.pictures = pictures;
    this.sound = sound;
    this.keyFramesOnly = keyFramesOnly;
    this.warnings = warnings;
  }

  @Override
  public void run() throws MediaException, LibavException {
    int video = pictures == null ? -1 : plan.video().orElseThrow().index();
    int audio = sound == null ? -1 : plan.audio().orElseThrow().index();
    try (Demuxer demuxer = Demuxer.open(plan.source(), plan.container(), plan.limits());
        Track pictureTrack = pictures == null ? null : new Track(demuxer, video, pictures);
        Track soundTrack = sound == null ? null : new Track(demuxer, audio, sound)) {
      demuxer.keepOnly(video, audio);
      if (keyFramesOnly && pictureTrack != null) {
        pictureTrack.decoder.keyFramesOnly();
      }
      read(demuxer, pictureTrack, soundTrack);
      finish(pictureTrack, soundTrack);
    }
  }

  private void read(Demuxer demuxer, @Nullable Track video, @Nullable Track audio)
      throws MediaException {
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      while (demuxer.read(packet)) {
        if (lanes.cancelled()) {
          throw new CancellationException();
        }
        if (video != null && packet.stream_index() == video.index) {
          video.decode(packet);
          checkFrames(video);
        } else if (audio != null && packet.stream_index() == audio.index) {
          audio.decode(packet);
        }
      }
    } finally {
      avcodec.av_packet_free(packet);
    }
  }

  private void checkFrames(Track video) throws MediaException {
    if (video.decoder.frames() > plan.limits().maxFrames()) {
      throw MediaFailures.limit(
          "pictures", video.decoder.frames(), plan.limits().maxFrames());
    }
  }

  private void finish(@Nullable Track video, @Nullable Track audio) throws MediaException {
    if (video != null) {
      video.decode(null);
      warnings.skipped("picture", video.decoder.errors());
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
    private long next;

    Track(Demuxer demuxer, int index, BoundedQueue<AVFrame> target) throws LibavException {
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
    }
  }
}
