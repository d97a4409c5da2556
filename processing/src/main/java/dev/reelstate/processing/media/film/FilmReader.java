package dev.reelstate.processing.media.film;

import static java.util.Objects.requireNonNull;

import dev.reelstate.ReelstateException;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.DecodingDelay;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.media.probe.MediaProbe;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pictures of a film one by one, upright and with square pixels, each with its number and
 * its exact time. It decodes in this process, without the limits of a worker: for tools that a
 * person runs on files that the person knows. Not thread-safe.
 */
public final class FilmReader implements AutoCloseable {

  private final Scope scope = new Scope();
  private final VideoTrack track;
  private final long start;
  private final Demuxer demuxer;
  private final Decoder decoder;
  private final AdaptiveGraph upright;
  private final Pixels pixels;
  private final AVPacket packet;
  private final AVFrame frame;
  private final DecodingDelay delay = new DecodingDelay();
  private long number = -1;
  private long next;
  private long latest;
  private boolean drained;

  private FilmReader(Path film, String container) throws MediaException, LibavException {
    MediaInfo media = MediaProbe.inspect(film, container, MediaLimits.standard());
    track = media.video().filter(VideoTrack::decodable).orElseThrow(MediaFailures::nothingDecoded);
    start = TimeBase.MEDIA.ticks(media.start());
    try {
      demuxer = scope.own(Demuxer.open(film, container, MediaLimits.standard()), Demuxer::close);
      if (media.clockRepaired()) {
        demuxer.repairClock();
      }
      demuxer.believeOnly(start, start + TimeBase.MEDIA.ticks(media.duration()));
      demuxer.keepOnly(track.index());
      decoder = scope.own(
          Decoder.open(demuxer.streams().get(track.index()), MediaLimits.standard()),
          Decoder::close);
      DisplayTurn turn = new DisplayTurn(track.rotation(), track.mirrored());
      upright = scope.own(
          new AdaptiveGraph(
              SizeTree.of(new PictureSize(track.width(), track.height())),
              turn,
              true,
              0,
              PictureFormat.of(track).aspect()),
          AdaptiveGraph::close);
      pixels = scope.own(new Pixels(), Pixels::close);
      packet = scope.own(Packets.make(), Packets::free);
      frame = scope.own(Frames.make(), Frames::free);
    } catch (MediaException | LibavException | RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  /**
   * Opens a film.
   *
   * @param film a file of a container that the platform accepts
   * @throws ReelstateException if it cannot be read, or has no pictures that can be decoded; the
   *     failure says why
   */
  public static FilmReader open(Path film) {
    try (SeekableByteChannel channel = Files.newByteChannel(film)) {
      String container = ContainerSniffer.sniff(channel)
          .orElseThrow(() -> new ReelstateException(MediaFailures.notAccepted()));
      MediaNatives.require();
      return new FilmReader(film, container);
    } catch (MediaException e) {
      throw new ReelstateException(e.failure(), e);
    } catch (LibavException e) {
      throw internal(e);
    } catch (IOException e) {
      throw storage(e);
    }
  }

  static ReelstateException internal(LibavException e) {
    return new ReelstateException(MediaFailures.internal(e).failure(), e);
  }

  static ReelstateException storage(IOException e) {
    return new ReelstateException(MediaFailures.storage(e).failure(), e);
  }

  /** What is known of the pictures: their size, rate and number. */
  public VideoTrack track() {
    return track;
  }

  /**
   * Decodes up to the next picture that is wanted.
   *
   * @param wanted by the number of the picture, which counts what is decoded from 0
   * @return the picture, whose pixels are valid until the next call, or empty at the end of the
   *     film
   * @throws ReelstateException if the film cannot be read on
   */
  public Optional<Picture> next(LongPredicate wanted) {
    try {
      while (decode()) {
        number++;
        Duration time = TimeBase.MEDIA.duration(time());
        if (wanted.test(number)) {
          return Optional.of(picture(FrameRef.of(number, time)));
        }
        avutil.av_frame_unref(frame);
      }
      return Optional.empty();
    } catch (MediaException e) {
      throw new ReelstateException(e.failure(), e);
    } catch (LibavException e) {
      throw internal(e);
    } catch (IOException e) {
      throw storage(e);
    }
  }

  private boolean decode() throws MediaException {
    while (!decoder.receive(frame)) {
      if (drained) {
        return false;
      }
      boolean more = demuxer.read(packet);
      drained = !more;
      AVPacket sent = more ? packet : null;
      delay.sent(sent);
      decoder.send(sent);
    }
    return true;
  }

  /** The time in media ticks, never before the last one; without a timestamp it follows that. */
  private long time() {
    long stamp = delay.timestamp(frame);
    long stated = stamp == avutil.AV_NOPTS_VALUE ? next : decoder.timeBase().toMedia(stamp) - start;
    long time = Math.max(latest, stated);
    latest = time;
    next = time + Math.max(0, decoder.timeBase().toMedia(frame.duration()));
    frame.pts(time);
    return time;
  }

  private Picture picture(FrameRef ref) throws LibavException, IOException {
    Taken taken = new Taken();
    try {
      upright.filter(frame, pictures -> taken.replace(requireNonNull(pictures[0])));
      AVFrame picture = taken.picture;
      if (picture == null) {
        throw new LibavException(avutil.AVERROR_EAGAIN(), "turn a picture");
      }
      return pixels.of(picture, ref);
    } finally {
      taken.close();
    }
  }

  @Override
  public void close() {
    scope.close();
  }

  /** The upright picture; a change of the format may deliver an earlier one first. */
  private static final class Taken implements AutoCloseable {
    private @Nullable AVFrame picture;

    void replace(AVFrame newer) {
      close();
      picture = newer;
    }

    @Override
    public void close() {
      if (picture != null) {
        Frames.free(picture);
      }
    }
  }
}
