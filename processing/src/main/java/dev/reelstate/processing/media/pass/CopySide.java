package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.CopyCheck;
import dev.reelstate.processing.media.CopyObstacle;
import dev.reelstate.processing.media.CopyRefused;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.probe.CopyTrial;
import dev.reelstate.processing.media.probe.MediaScan;
import dev.reelstate.processing.media.probe.StreamObstacles;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/** The streams that the reading thread copies straight into their files. */
final class CopySide {

  private final PassPlan plan;
  private final @Nullable CopiedStream video;
  private final @Nullable CopiedStream audio;

  /**
   * Opens the streams that the plan copies. Encoders are slower, so copied pictures are watched
   * only if there is no encoder.
   *
   * @throws CopyRefused if the description of a stream shows that not every player could play it
   */
  CopySide(PassRun run, Demuxer demuxer) throws CopyRefused, LibavException {
    plan = run.plan();
    video = plan.makesCopyOfVideo()
        ? open(
            run,
            demuxer,
            plan.video().orElseThrow().index(),
            run.positionIf(plan.encodedRungs().isEmpty()))
        : null;
    if (video != null && !plan.decodesPictures()) {
      VideoTrack track = plan.video().orElseThrow();
      CopyTrial trial = new CopyTrial(
          demuxer.streams().get(track.index()),
          track,
          plan.limits(),
          plan.spec().copying().everyPicture());
      video.tryOut(run.scope().own(trial, CopyTrial::close));
    }
    audio = plan.makesCopyOfSound()
        ? open(
            run, demuxer, plan.audio().orElseThrow().sources().get(0).index(), run.soundPosition())
        : null;
  }

  private static CopiedStream open(PassRun run, Demuxer demuxer, int index, AtomicLong position)
      throws CopyRefused, LibavException {
    AVStream source = demuxer.streams().get(index);
    List<CopyObstacle> obstacles = StreamObstacles.of(source);
    if (!obstacles.isEmpty()) {
      throw new CopyRefused(MediaScan.video(source), obstacles);
    }
    CopiedStream stream = new CopiedStream(source, run.plan(), position);
    return run.scope().own(stream, CopiedStream::close);
  }

  /** Connects the streams to their files. */
  void connect(PassFiles files) throws LibavException, IOException {
    if (video != null) {
      for (PacketSink sink : files.video(plan.rungs().get(0), video, video.packetCuts())) {
        video.addSink(sink);
      }
    }
    if (audio != null) {
      for (PacketSink sink : files.sound(plan.audio().orElseThrow(), audio)) {
        audio.addSink(sink);
      }
    }
  }

  /** The pictures, if they are copied. */
  @Nullable
  CopiedStream video() {
    return video;
  }

  /** How far the copied pictures were checked; null if none are copied. */
  @Nullable
  CopyCheck check() {
    return video == null ? null : video.check();
  }

  /** The sound, if it is copied. */
  @Nullable
  CopiedStream audio() {
    return audio;
  }

  List<CopiedStream> all() {
    return Stream.of(video, audio).flatMap(Stream::ofNullable).toList();
  }
}
