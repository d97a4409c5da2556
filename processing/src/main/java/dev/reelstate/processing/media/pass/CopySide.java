package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.PacketSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The streams that the reading thread copies straight into their files. */
final class CopySide {

  private final PassPlan plan;
  private final @Nullable CopiedStream video;
  private final @Nullable CopiedStream audio;

  /**
   * Opens the streams that the plan copies. Encoders are slower, so copied pictures are watched
   * only if there is no encoder.
   */
  CopySide(PassRun run, Demuxer demuxer) throws LibavException {
    plan = run.plan();
    video = plan.copiesVideo()
        ? open(
            run,
            demuxer,
            plan.video().orElseThrow().index(),
            run.positionIf(plan.encodedRungs().isEmpty()))
        : null;
    audio = plan.copiesAudio()
        ? open(
            run, demuxer, plan.audio().orElseThrow().sources().get(0).index(), run.soundPosition())
        : null;
  }

  private static CopiedStream open(PassRun run, Demuxer demuxer, int index, AtomicLong position)
      throws LibavException {
    CopiedStream stream = new CopiedStream(demuxer.streams().get(index), run.plan(), position);
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

  /** The sound, if it is copied. */
  @Nullable
  CopiedStream audio() {
    return audio;
  }

  List<CopiedStream> all() {
    return Stream.of(video, audio).flatMap(Stream::ofNullable).toList();
  }
}
