package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.RenderSpec.SoundSource;
import dev.reelstate.processing.media.SoundRefused;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;

/**
 * Joins tracks with one channel each, as professional recorders write them, to one sound with a
 * channel for each loudspeaker. Used by one thread.
 */
final class SoundJoin implements AutoCloseable {

  /** A track may be this far ahead of another in the file, in seconds; then the other is silent. */
  private static final int FARTHEST_AHEAD = 30;

  private static final int FRAME = 1024;

  /** Takes a frame of joined sound, whose content is handed over; its times are media ticks. */
  @FunctionalInterface
  interface Joined {
    void take(AVFrame frame) throws SoundRefused, LibavException, IOException;
  }

  private final PcmFormat single;
  private final List<Channel> channels;
  private final long mask;
  private long position;

  /**
   * Creates a join.
   *
   * @param sources the tracks, each of another loudspeaker
   * @param name the rendition's name
   * @param rate samples per second
   * @param end the media's end in media ticks
   */
  SoundJoin(List<SoundSource> sources, String name, int rate, long end) {
    single = new PcmFormat(rate, 1, FRAME);
    channels = sources.stream()
        .map(source -> new Channel(source, name, end))
        .sorted(Comparator.comparing(channel -> channel.loudspeaker))
        .toList();
    mask = channels.stream().mapToLong(channel -> 1L << channel.loudspeaker).sum();
  }

  /** One of the tracks, with its samples that wait for those of the others. */
  private final class Channel {
    final int track;
    final int loudspeaker;
    final SoundConverter converter;
    final Deque<AVFrame> waiting = new ArrayDeque<>();

    Channel(SoundSource source, String name, long end) {
      track = source.index();
      loudspeaker = avutil.av_channel_from_string(String.valueOf(source.loudspeaker()));
      converter = new SoundConverter(
          name, single, false, 0, end, frame -> waiting.add(Frames.share(frame)));
    }
  }

  void take(int track, AVFrame frame, Joined target)
      throws SoundRefused, LibavException, IOException {
    for (Channel channel : channels) {
      if (channel.track == track) {
        channel.converter.take(frame);
        wakeOthers(channel);
      }
    }
    join(target);
  }

  private void wakeOthers(Channel ahead) throws SoundRefused, LibavException, IOException {
    long samples = (long) ahead.waiting.size() * FRAME;
    if (samples > (long) FARTHEST_AHEAD * single.rate()) {
      for (Channel channel : channels) {
        channel.converter.padTo(position + samples);
      }
    }
  }

  void finish(Joined target) throws SoundRefused, LibavException, IOException {
    for (Channel channel : channels) {
      channel.converter.finish();
    }
    join(target);
  }

  private void join(Joined target) throws SoundRefused, LibavException, IOException {
    while (!channels.isEmpty()
        && channels.stream().noneMatch(channel -> channel.waiting.isEmpty())) {
      AVFrame joined = next();
      try {
        target.take(joined);
      } finally {
        Frames.free(joined);
      }
    }
  }

  /** The next samples of all channels, which have frames of the same length. */
  private AVFrame next() throws LibavException {
    int count = channels.get(0).waiting.getFirst().nb_samples();
    AVFrame joined = Frames.make();
    joined.nb_samples(count).format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(single.rate());
    avutil.av_channel_layout_from_mask(joined.ch_layout(), mask);
    try {
      LibavException.check(avutil.av_frame_get_buffer(joined, 0), "allocate samples");
      for (int i = 0; i < channels.size(); i++) {
        AVFrame one = channels.get(i).waiting.removeFirst();
        Pointer.memcpy(joined.data(i), one.data(0), (long) count * Float.BYTES);
        Frames.free(one);
      }
    } catch (LibavException e) {
      Frames.free(joined);
      throw e;
    }
    joined.pts(single.timeBase().toMedia(position));
    joined.duration(single.timeBase().toMedia(count));
    position += count;
    return joined;
  }

  long silenced() {
    return channels.stream().mapToLong(channel -> channel.converter.silenced()).sum();
  }

  @Override
  public void close() {
    for (Channel channel : channels) {
      channel.converter.close();
      channel.waiting.forEach(Frames::free);
      channel.waiting.clear();
    }
  }
}
