package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.probe.TrackScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * The encoded pictures of one rung in a part of the film's time, to be joined with those of other
 * parts. Times in it are counted from the part's beginning. Used by one thread.
 */
final class PartFile implements PacketSink, AutoCloseable {

  private final Path file;
  private final PassPlan plan;
  private final TimeBase timeBase;
  private final Muxer muxer;
  private final AVPacket shifted = avcodec.av_packet_alloc();
  private long packets;

  PartFile(RenderSpec.Rung rung, PassPlan plan, OutputBudget budget, PacketSource source)
      throws LibavException, IOException {
    this.file = plan.folder().resolve(JoinedPart.fileName(rung));
    this.plan = plan;
    this.timeBase = source.timeBase();
    this.muxer = Muxer.open(
        "mp4",
        budget.create(file),
        true,
        Map.of("fflags", "+bitexact"),
        List.of(source),
        stream -> {});
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  long bytes() throws IOException {
    return Files.size(file);
  }

  @Override
  public void write(AVPacket packet) throws LibavException, IOException {
    LibavException.check(avcodec.av_packet_ref(shifted, packet), "share a packet");
    long shift = TimeBase.MEDIA.to(timeBase, plan.from());
    shifted.pts(packet.pts() - shift);
    shifted.dts(packet.dts() - shift);
    muxer.write(0, shifted);
    avcodec.av_packet_unref(shifted);
    packets++;
  }

  @Override
  public void finish() throws LibavException, IOException {
    muxer.finish();
  }

  /**
   * Opens it again: it has to hold a picture for each that was encoded, from the part's beginning
   * to its end.
   *
   * @param encoded how many pictures were encoded
   */
  void check(long encoded) throws MediaException, IOException {
    String what = "the part of the rung in " + file.getFileName();
    if (packets != encoded) {
      throw MediaFailures.invalidOutput(
          what, "has " + packets + " pictures of the " + encoded + " that went into it");
    }
    try (Demuxer demuxer = Demuxer.open(Files.newByteChannel(file), "mp4", plan.limits())) {
      TrackScan scan = new TrackScan(demuxer.streams().get(0));
      AVPacket packet = avcodec.av_packet_alloc();
      try {
        while (demuxer.read(packet)) {
          scan.add(packet);
        }
      } finally {
        avcodec.av_packet_free(packet);
      }
      scan.finish();
      long length = plan.until() - plan.from();
      if (scan.frames() != encoded || scan.start() != 0 || Math.abs(scan.end() - length) > 1) {
        throw MediaFailures.invalidOutput(
            what,
            "has " + scan.frames() + " pictures from " + scan.start() + " to " + scan.end()
                + " ticks instead of " + encoded + " from 0 to " + length);
      }
    }
  }

  @Override
  public void close() {
    avcodec.av_packet_free(shifted);
    muxer.close();
  }
}
