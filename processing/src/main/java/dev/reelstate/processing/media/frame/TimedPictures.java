package dev.reelstate.processing.media.frame;

import dev.reelstate.processing.frames.FrameMap;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.DecodingDelay;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes the pictures of a film one after the other, from its start or from a key frame, with the
 * timestamps that its frame map has. Used by one thread.
 */
final class TimedPictures implements AutoCloseable {

  private final Scope scope = new Scope();
  private final int track;
  private final long start;
  private final Demuxer demuxer;
  private final Decoder decoder;
  private final DecodingDelay delay = new DecodingDelay();
  private final AVPacket packet;
  private final AVFrame frame;
  private boolean atPacket;
  private boolean drained;
  private long next;
  private long stamp;

  /** Opens a film at its start. */
  TimedPictures(Path film, MediaInfo media, VideoTrack video, MediaLimits limits)
      throws MediaException, LibavException {
    track = video.index();
    start = TimeBase.MEDIA.ticks(media.start());
    try {
      demuxer = scope.own(Demuxer.open(film, media.container(), limits), Demuxer::close);
      if (media.clockRepaired()) {
        demuxer.repairClock();
      }
      demuxer.believeOnly(start, start + TimeBase.MEDIA.ticks(media.duration()));
      demuxer.keepOnly(track);
      decoder = scope.own(Decoder.open(demuxer.streams().get(track), limits), Decoder::close);
      packet = scope.own(Packets.make(), Packets::free);
      frame = scope.own(Frames.make(), Frames::free);
    } catch (MediaException | LibavException | RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  /** Whether decoding may begin elsewhere than at the start, as far as the file says. */
  boolean canSeek(FrameMap map) {
    TimeBase base = decoder.timeBase();
    return !demuxer.playsAtAnotherSpeed()
        && base.num() == map.timeBaseNumerator()
        && base.den() == map.timeBaseDenominator();
  }

  /**
   * Goes to a key frame, before anything is decoded.
   *
   * @param key the timestamp of the key frame
   * @param near a timestamp at or before it, from which the key frame is looked for
   * @return false if it was not found there; then nothing more can be decoded
   */
  boolean goTo(long key, long near) throws MediaException {
    try {
      demuxer.seek(track, near);
    } catch (LibavException e) {
      return false;
    }
    while (demuxer.read(packet)) {
      boolean isKey = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
      if (packet.stream_index() == track && isKey) {
        long given = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        long found = demuxer.stored(given);
        if (found >= key) {
          atPacket = found == key;
          return atPacket;
        }
      }
    }
    return false;
  }

  /** Decodes the next picture; false at the end of the film. */
  boolean decode() throws MediaException {
    avutil.av_frame_unref(frame);
    while (!decoder.receive(frame)) {
      if (drained) {
        return false;
      }
      if (!atPacket && !read()) {
        drained = true;
      }
      atPacket = false;
      AVPacket sent = drained ? null : packet;
      delay.sent(sent);
      decoder.send(sent);
    }
    time();
    return true;
  }

  private boolean read() throws MediaException {
    boolean more = demuxer.read(packet);
    while (more && packet.stream_index() != track) {
      more = demuxer.read(packet);
    }
    return more;
  }

  /** A picture without a timestamp follows the one before. */
  private void time() {
    TimeBase base = decoder.timeBase();
    long given = delay.timestamp(frame);
    boolean known = given != avutil.AV_NOPTS_VALUE;
    long time = known ? base.toMedia(given) - start : next;
    stamp = demuxer.stored(known ? given : TimeBase.MEDIA.to(base, time + start));
    next = time + base.toMedia(Math.max(0, frame.duration()));
  }

  /** The picture that was decoded last, valid until the next one; not the caller's. */
  AVFrame picture() {
    return frame;
  }

  /** Its timestamp in the source, in ticks of the source. */
  long stamp() {
    return stamp;
  }

  /** How often the decoder has met a fault so far. */
  long faults() {
    return decoder.errors() + decoder.concealed();
  }

  @Override
  public void close() {
    scope.close();
  }
}
