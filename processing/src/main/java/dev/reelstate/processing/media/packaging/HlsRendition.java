package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.jspecify.annotations.Nullable;

/**
 * Packages one stream as CMAF HLS: {@code init.mp4} and numbered segments. Used by one thread.
 *
 * <p>Renditions with key frames at the same times are cut alike if they follow the same rule.
 */
public final class HlsRendition implements PacketSink, AutoCloseable {

  /**
   * Fragments are written on request only. The {@code moov} box waits for the first packets, so
   * that its edit list can cover what lies before the start: encoder delay of sound, and pictures
   * that are stored out of order.
   */
  private static final Map<String, String> OPTIONS = Map.of(
      "movflags", "+frag_custom+delay_moov+default_base_moof+skip_trailer", "fflags", "+bitexact");

  /** Players wait for ever for the sound of a segment that has hardly any, in media ticks. */
  private static final long SHORTEST_SOUND = TimeBase.MEDIA.den() / 5;

  private final Path folder;
  private final TimeBase timeBase;
  private final SegmentCuts cuts;
  private final long endTicks;
  private final long latestCut;
  private final SegmentFiles files;
  private final Muxer muxer;
  private final boolean video;
  private final RenditionFacts.Rates rates;
  private final List<Long> starts = new ArrayList<>();
  private final List<Integer> frames = new ArrayList<>();
  private final List<Long> keyFrameBytes = new ArrayList<>();
  private final AVPacket held;
  private boolean holds;

  /**
   * Creates a rendition.
   *
   * @param video whether it holds pictures
   * @param cuts where segments begin
   * @param end the media's end in media ticks, where the last segment ends
   */
  public HlsRendition(
      Path folder,
      OutputBudget budget,
      PacketSource source,
      boolean video,
      SegmentCuts cuts,
      long end)
      throws LibavException, IOException {
    this.folder = folder;
    this.video = video;
    this.cuts = cuts;
    timeBase = source.timeBase();
    endTicks = TimeBase.MEDIA.to(timeBase, end);
    latestCut = video ? endTicks : endTicks - TimeBase.MEDIA.to(timeBase, SHORTEST_SOUND);
    files = new SegmentFiles(folder, budget);
    rates = rates(source);
    muxer = Muxer.open("mp4", files, false, OPTIONS, List.of(source), stream -> {});
    held = Packets.make();
  }

  private static RenditionFacts.Rates rates(PacketSource source) throws LibavException {
    AVCodecParameters described =
        LibavException.present(avcodec.avcodec_parameters_alloc(), "describe a stream");
    try {
      source.describe(described);
      return PromisedRates.of(described);
    } finally {
      avcodec.avcodec_parameters_free(described);
    }
  }

  @Override
  public void write(AVPacket packet) throws LibavException, IOException {
    writeHeld(packet);
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    long time = Math.max(0, packet.pts());
    if (key && time < endTicks && cutsAt(time)) {
      cut(time);
    }
    if (video) {
      hold(packet);
    } else {
      muxer.write(0, packet);
    }
    frames.set(frames.size() - 1, frames.get(frames.size() - 1) + 1);
  }

  private void hold(AVPacket packet) throws LibavException {
    LibavException.check(avcodec.av_packet_ref(held, packet), "share a packet");
    holds = true;
  }

  /**
   * Writes the packet that waits for the next one. A fragment states how long its last packet takes
   * to decode, and the next fragment has to begin then, whenever the pictures are shown.
   */
  private void writeHeld(@Nullable AVPacket next) throws LibavException, IOException {
    if (!holds) {
      return;
    }
    holds = false;
    if (next != null) {
      held.duration(next.dts() - held.dts());
    }
    muxer.write(0, held);
    avcodec.av_packet_unref(held);
  }

  private boolean cutsAt(long time) {
    boolean due = cuts.at(timeBase.toMedia(time));
    return starts.isEmpty() || (due && time < latestCut);
  }

  private void cut(long time) throws LibavException, IOException {
    if (!starts.isEmpty()) {
      endSegment();
    }
    starts.add(starts.isEmpty() ? 0 : time);
    frames.add(0);
  }

  /** The first flush writes only the {@code moov} box, so the first segment needs a second one. */
  private void endSegment() throws LibavException, IOException {
    muxer.flushFragment();
    if (!files.inSegment()) {
      muxer.flushFragment();
    }
    files.endSegment();
  }

  @Override
  public void finish() throws LibavException, IOException {
    writeHeld(null);
    endSegment();
    muxer.finish();
    if (video) {
      for (int i = 0; i < starts.size(); i++) {
        keyFrameBytes.add(KeyFrameIndex.bytes(folder.resolve(SegmentFiles.name(i))));
      }
    }
  }

  /** What was written. Call after {@link #finish}. */
  public RenditionFacts facts() throws IOException {
    return new RenditionFacts(
        new RenditionFacts.Ticks(timeBase.num(), timeBase.den()),
        endTicks,
        starts,
        frames,
        files.sizes(),
        files.initBytes(),
        keyFrameBytes,
        video ? CodecName.of(folder.resolve(SegmentFiles.INIT)) : null,
        rates,
        0);
  }

  @Override
  public void close() {
    Packets.free(held);
    muxer.close();
  }
}
