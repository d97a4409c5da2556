package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Packages one stream as CMAF HLS: {@code init.mp4}, numbered segments and {@code index.m3u8}. Used
 * by one thread.
 *
 * <p>Renditions with key frames at the same times are cut alike if they follow the same rule.
 */
public final class HlsRendition implements PacketSink, AutoCloseable {

  public static final String PLAYLIST = "index.m3u8";

  /** For players that show single pictures while seeking. */
  public static final String KEY_FRAMES = "iframes.m3u8";

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
  private final OutputBudget budget;
  private final TimeBase timeBase;
  private final SegmentCuts cuts;
  private final long segment;
  private final long endTicks;
  private final long latestCut;
  private final SegmentFiles files;
  private final Muxer muxer;
  private final boolean video;
  private final List<Long> starts = new ArrayList<>();
  private final List<Long> keyFrameBytes = new ArrayList<>();

  /**
   * Creates a rendition.
   *
   * @param video whether it holds pictures
   * @param cuts where segments begin
   * @param segment target length in media ticks
   * @param end the media's end in media ticks, where the last segment ends
   */
  public HlsRendition(
      Path folder,
      OutputBudget budget,
      PacketSource source,
      boolean video,
      SegmentCuts cuts,
      long segment,
      long end)
      throws LibavException, IOException {
    this.folder = folder;
    this.budget = budget;
    this.video = video;
    this.cuts = cuts;
    this.segment = segment;
    timeBase = source.timeBase();
    endTicks = TimeBase.MEDIA.to(timeBase, end);
    latestCut = video ? endTicks : endTicks - TimeBase.MEDIA.to(timeBase, SHORTEST_SOUND);
    files = new SegmentFiles(folder, budget);
    muxer = Muxer.open("mp4", files, false, OPTIONS, List.of(source), stream -> {});
  }

  @Override
  public void write(AVPacket packet) throws LibavException, IOException {
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    long time = Math.max(0, packet.pts());
    if (key && time < endTicks && cutsAt(time)) {
      cut(time);
    }
    muxer.write(0, packet);
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
    endSegment();
    muxer.finish();
    budget.write(folder.resolve(PLAYLIST), playlist().getBytes(StandardCharsets.UTF_8));
    if (video) {
      for (int i = 0; i < starts.size(); i++) {
        keyFrameBytes.add(KeyFrameIndex.bytes(folder.resolve(SegmentFiles.name(i))));
      }
      budget.write(folder.resolve(KEY_FRAMES), keyFrames().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The first picture of each segment (RFC 8216, section 4.3.3.6). */
  private String keyFrames() {
    StringBuilder text = header("#EXT-X-I-FRAMES-ONLY\n");
    for (int i = 0; i < starts.size(); i++) {
      text.append(extent(i))
          .append("#EXT-X-BYTERANGE:")
          .append(keyFrameBytes.get(i))
          .append("@0\n")
          .append(SegmentFiles.name(i))
          .append('\n');
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  private String playlist() {
    StringBuilder text = header("#EXT-X-INDEPENDENT-SEGMENTS\n");
    for (int i = 0; i < starts.size(); i++) {
      text.append(extent(i)).append(SegmentFiles.name(i)).append('\n');
    }
    return text.append("#EXT-X-ENDLIST\n").toString();
  }

  private String extent(int segment) {
    return String.format(Locale.ROOT, "#EXTINF:%.6f,%n", seconds(segment)).replace("\r\n", "\n");
  }

  private StringBuilder header(String kind) {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n");
    double longest = 0;
    for (int i = 0; i < starts.size(); i++) {
      longest = Math.max(longest, seconds(i));
    }
    text.append("#EXT-X-TARGETDURATION:")
        .append(Math.max(1, Math.round(longest)))
        .append('\n');
    text.append("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n").append(kind);
    return text.append("#EXT-X-MAP:URI=\"").append(SegmentFiles.INIT).append("\"\n");
  }

  private double seconds(int segment) {
    long until = segment + 1 < starts.size() ? starts.get(segment + 1) : endTicks;
    return timeBase.seconds(until - starts.get(segment));
  }

  /** Where segments begin, in media ticks. */
  public List<Long> starts() {
    return starts.stream().map(timeBase::toMedia).toList();
  }

  /** The lengths of segments, in media ticks. */
  List<Long> lengths() {
    List<Long> lengths = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      long until = i + 1 < starts.size() ? starts.get(i + 1) : endTicks;
      lengths.add(timeBase.toMedia(until) - timeBase.toMedia(starts.get(i)));
    }
    return lengths;
  }

  /** Bits per second of the busiest key frame, which is shown until the next one. */
  long keyFramePeakBitRate() {
    double peak = 1;
    for (int i = 0; i < starts.size(); i++) {
      peak = Math.max(peak, keyFrameBytes.get(i) * 8 / seconds(i));
    }
    return Math.round(peak);
  }

  /**
   * Bits per second of the busiest segment; segments under half the target length count only if
   * there is no other.
   */
  long peakBitRate() {
    double half = TimeBase.MEDIA.seconds(segment) / 2;
    double peak = 0;
    for (int i = 0; i < starts.size(); i++) {
      if (seconds(i) >= half || starts.size() == 1) {
        peak = Math.max(peak, files.sizes().get(i) * 8 / seconds(i));
      }
    }
    return Math.max(Math.round(peak), averageBitRate());
  }

  long averageBitRate() {
    double bytes = files.sizes().stream().mapToLong(Long::longValue).sum();
    return Math.round(bytes * 8 / timeBase.seconds(endTicks));
  }

  /** The size of all files except the playlists. */
  public long bytes() {
    return files.totalBytes();
  }

  /** The number of files, including the playlists. */
  public int fileCount() {
    return starts.size() + (video ? 3 : 2);
  }

  @Override
  public void close() {
    muxer.close();
  }
}
