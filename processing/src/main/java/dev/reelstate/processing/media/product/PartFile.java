package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.probe.TrackScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * The encoded pictures of one rung in a part of the film, to be joined with those of other parts.
 * Times in the file are relative to the start of the part. Written by one thread.
 */
public final class PartFile implements PacketSink, Product, AutoCloseable {

  private final Rung rung;
  private final long from;
  private final long until;
  private final LongSupplier encoded;
  private final TimeBase timeBase;
  private final AVPacket shifted;
  private final Muxer muxer;
  private long packets;

  /**
   * Opens a file for the packets.
   *
   * @param folder the folder of the file, which is named by {@link JoinedPart#fileName}
   * @param from the start of the part, in media ticks
   * @param until the end of the part, in media ticks
   * @param encoded returns the number of encoded pictures; called at the end
   */
  public PartFile(
      Rung rung,
      Path folder,
      long from,
      long until,
      OutputBudget budget,
      PacketSource source,
      LongSupplier encoded)
      throws LibavException, IOException {
    this.rung = rung;
    this.from = from;
    this.until = until;
    this.encoded = encoded;
    this.timeBase = source.timeBase();
    this.shifted = Packets.make();
    try {
      this.muxer = Muxer.open(
          "mp4",
          budget.create(folder.resolve(JoinedPart.fileName(rung))),
          true,
          Map.of("fflags", "+bitexact"),
          List.of(source),
          stream -> {});
    } catch (LibavException | IOException | RuntimeException | Error e) {
      Packets.free(shifted);
      throw e;
    }
  }

  @Override
  public void write(AVPacket packet) throws LibavException, IOException {
    LibavException.check(avcodec.av_packet_ref(shifted, packet), "share a packet");
    long shift = TimeBase.MEDIA.to(timeBase, from);
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

  @Override
  public void finish(OutputCheck check, Outputs into) throws MediaException, IOException {
    String name = JoinedPart.fileName(rung);
    requireWhole("the part of the rung in " + name, check.onlyTrack(into.file(name)));
    into.add(into.describe(RenderResult.PART, rung.name(), name, "video/mp4")
        .withSize(new PictureSize(rung.width(), rung.height()))
        .lasting(TimeBase.MEDIA.duration(until - from)));
  }

  /** Requires a picture for each one that was encoded, from the start of the part to its end. */
  private void requireWhole(String what, TrackScan scan) throws MediaException {
    long wanted = encoded.getAsLong();
    if (packets != wanted) {
      throw MediaFailures.invalidOutput(
          what, "has " + packets + " of the " + wanted + " pictures that were encoded");
    }
    long length = until - from;
    if (scan.frames() != wanted || scan.start() != 0 || Math.abs(scan.endOfLast() - length) > 1) {
      throw MediaFailures.invalidOutput(
          what,
          "has " + scan.frames() + " pictures from " + scan.start() + " to " + scan.endOfLast()
              + " ticks instead of " + wanted + " from 0 to " + length);
    }
  }

  @Override
  public void close() {
    Packets.free(shifted);
    muxer.close();
  }
}
