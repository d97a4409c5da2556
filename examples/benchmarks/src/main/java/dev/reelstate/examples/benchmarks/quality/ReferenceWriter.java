package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.examples.benchmarks.Subject;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.DecodingDelay;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.ColorTags;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.SizeTree;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.video.VideoRange;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Decodes the beginning of a film and scales it to a rung, as the pass does. */
final class ReferenceWriter {

  private static final double MOST_PER_SECOND = 60;

  private final VideoTrack track;
  private final Rung rung;
  private final long end;
  private final List<Long> times = new ArrayList<>();

  private ReferenceWriter(VideoTrack track, Rung rung, long end) {
    this.track = track;
    this.rung = rung;
    this.end = end;
  }

  /**
   * Writes the pictures of a film.
   *
   * @param seconds how much of the film is taken, from its start
   * @param file the file to write
   */
  static Reference write(Subject subject, Rung rung, double seconds, Path file)
      throws MediaException, LibavException, IOException {
    ReferenceWriter writer =
        new ReferenceWriter(subject.video(), rung, TimeBase.MEDIA.ticks(seconds));
    try (Scope scope = new Scope();
        SeekableByteChannel channel = Files.newByteChannel(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writer.decode(subject, scope, channel);
    }
    return writer.reference(file);
  }

  private Reference reference(Path file) {
    double shown = TimeBase.MEDIA.seconds(times.get(times.size() - 1) - times.get(0));
    double rate = times.size() > 1 && shown > 0 ? (times.size() - 1) / shown : 25;
    ColorTags colors = ColorTags.output(PictureFormat.of(track));
    return new Reference(file, rung, Math.min(MOST_PER_SECOND, rate), colors, List.copyOf(times));
  }

  private void decode(Subject subject, Scope scope, SeekableByteChannel channel)
      throws MediaException, LibavException, IOException {
    MediaLimits limits = MediaLimits.standard();
    long start = TimeBase.MEDIA.ticks(subject.media().start());
    Demuxer demuxer =
        scope.own(Demuxer.open(subject.file(), subject.container(), limits), Demuxer::close);
    if (subject.media().clockRepaired()) {
      demuxer.repairClock();
    }
    demuxer.keepOnly(track.index());
    Decoder decoder =
        scope.own(Decoder.open(demuxer.streams().get(track.index()), limits), Decoder::close);
    PictureSize size = new PictureSize(rung.width(), rung.height());
    SizeTree sizes = SizeTree.of(track, List.of(size));
    AdaptiveGraph graph = scope.own(graph(sizes), AdaptiveGraph::close);
    AVPacket packet = scope.own(Packets.make(), Packets::free);
    AVFrame frame = scope.own(Frames.make(), Frames::free);
    BytePointer samples =
        scope.own(new BytePointer(Reference.bytesOfPicture(size)), BytePointer::close);
    AdaptiveGraph.Taker taker =
        pictures -> write(pictures[sizes.position(size, VideoRange.SDR)], samples, channel);
    DecodingDelay delay = new DecodingDelay();
    boolean more = true;
    boolean wanted = true;
    while (more && wanted) {
      more = demuxer.read(packet);
      AVPacket sent = more ? packet : null;
      delay.sent(sent);
      decoder.send(sent);
      while (wanted && decoder.receive(frame)) {
        long stamp = delay.timestamp(frame);
        frame.pts(decoder.timeBase().toMedia(stamp) - start);
        wanted = frame.pts() < end;
        if (wanted) {
          graph.filter(frame, taker);
        }
        avutil.av_frame_unref(frame);
      }
    }
    graph.finish(taker);
  }

  private AdaptiveGraph graph(SizeTree sizes) {
    return new AdaptiveGraph(
        sizes,
        new DisplayTurn(track.rotation(), track.mirrored()),
        false,
        0,
        PictureFormat.of(track).aspect());
  }

  /** Writes a picture, unless it is no later than the last one, or too soon after it. */
  private void write(@Nullable AVFrame picture, BytePointer samples, SeekableByteChannel channel)
      throws LibavException, IOException {
    if (picture == null) {
      return;
    }
    long least = times.isEmpty() ? 0 : times.get(times.size() - 1) + 1;
    if (picture.pts() >= least) {
      LibavException.check(Samples.pack(picture, samples), "copy a picture");
      channel.write(samples.asByteBuffer());
      times.add(picture.pts());
    }
  }
}
