package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.recipe.MediaLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;

/** Tracks of other files in one file, with other times and flags. */
public final class Remix {

  /** Changes a packet, whose times are in media ticks. */
  @FunctionalInterface
  public interface Retiming {

    /**
     * Changes a packet.
     *
     * @param number its number within its track, from 0
     */
    void apply(AVPacket packet, int number);
  }

  private record Timed(int track, AVPacket packet, long readAt) {}

  private final List<Described> tracks = new ArrayList<>();
  private final List<Integer> dispositions = new ArrayList<>();
  private final List<Timed> packets = new ArrayList<>();
  private final Scope scope = new Scope();

  /** Adds a track as it is. */
  public Remix add(Path file, int stream, int disposition) throws Exception {
    return add(file, stream, disposition, (packet, number) -> {});
  }

  /** Adds a track with other times. */
  public Remix add(Path file, int stream, int disposition, Retiming retiming) throws Exception {
    Demuxer demuxer = scope.own(
        Demuxer.open(file, Clips.container(file), MediaLimits.standard()), Demuxer::close);
    Described track = new Described(demuxer.streams().get(stream));
    AVPacket packet = Packets.make();
    int number = 0;
    while (demuxer.read(packet)) {
      if (packet.stream_index() == stream) {
        AVPacket kept = avcodec.av_packet_clone(packet);
        scope.onClose(() -> Packets.free(kept));
        track.base.toMedia(kept);
        long readAt = kept.dts();
        retiming.apply(kept, number++);
        packets.add(new Timed(tracks.size(), kept, readAt));
      }
    }
    Packets.free(packet);
    tracks.add(track);
    dispositions.add(disposition);
    return this;
  }

  /** Writes the file with one of libav's muxers. */
  public Path write(String muxer, Path file) throws Exception {
    packets.sort(Comparator.comparingLong(Timed::readAt));
    int[] next = {0};
    try (scope;
        Muxer out = Muxer.open(
            muxer,
            new OutputBudget(Long.MAX_VALUE).create(file),
            true,
            Map.of(),
            tracks,
            stream -> stream.disposition(dispositions.get(next[0]++)))) {
      for (Timed timed : packets) {
        out.write(timed.track(), timed.packet());
      }
      out.finish();
    }
    return file;
  }

  /** A source stream whose packets are timed in media ticks. */
  private static final class Described implements PacketSource {
    private final AVStream stream;
    private final Ticks base;

    Described(AVStream stream) {
      this.stream = stream;
      base = new Ticks(TimeBase.of(stream.time_base()));
    }

    @Override
    public TimeBase timeBase() {
      return TimeBase.MEDIA;
    }

    @Override
    public void describe(AVCodecParameters target) throws LibavException {
      LibavException.check(
          avcodec.avcodec_parameters_copy(target, stream.codecpar()), "describe a stream");
      target.codec_tag(0);
    }
  }

  private record Ticks(TimeBase source) {
    void toMedia(AVPacket packet) {
      packet.pts(source.toMedia(packet.pts()));
      packet.dts(source.toMedia(packet.dts()));
      packet.duration(source.toMedia(packet.duration()));
    }
  }
}
