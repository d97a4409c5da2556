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
import java.util.Map;
import java.util.stream.IntStream;
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

  private final Path folder;
  private final OutputBudget budget;
  private final TimeBase timeBase;
  private final SegmentCuts cuts;
  private final long endTicks;
  private final SegmentFiles files;
  private final Muxer muxer;
  private final boolean video;
  private final List<Long> starts = new ArrayList<>();
  private final List<Integer> frames = new ArrayList<>();
  private final List<Long> keyFrameBytes = new ArrayList<>();
  private long targetSeconds = 1;

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
    this.budget = budget;
    this.video = video;
    this.cuts = cuts;
    timeBase = source.timeBase();
    endTicks = TimeBase.MEDIA.to(timeBase, end);
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
    frames.set(frames.size() - 1, frames.get(frames.size() - 1) + 1);
  }

  private boolean cutsAt(long time) {
    boolean due = cuts.at(timeBase.toMedia(time));
    return due || starts.isEmpty();
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
    endSegment();
    muxer.finish();
    if (video) {
      for (int i = 0; i < starts.size(); i++) {
        keyFrameBytes.add(KeyFrameIndex.bytes(folder.resolve(SegmentFiles.name(i))));
      }
    }
  }

  /**
   * The least target duration of a playlist with these segments, in seconds. Call after
   * {@link #finish}.
   */
  public long longestSegment() {
    double longest = seconds().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Math.max(1, Math.round(longest));
  }

  /**
   * Writes the playlists. Call after {@link #finish}.
   *
   * @param target the target duration of all renditions of a package, in seconds (RFC 8216, section
   *     6.2.4)
   */
  public void writePlaylists(long target) throws IOException {
    targetSeconds = target;
    MediaPlaylist playlist = new MediaPlaylist(target, seconds());
    budget.write(folder.resolve(PLAYLIST), playlist.segments().getBytes(StandardCharsets.UTF_8));
    if (video) {
      budget.write(
          folder.resolve(KEY_FRAMES),
          playlist.keyFrames(keyFrameBytes).getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<Double> seconds() {
    return IntStream.range(0, starts.size()).mapToObj(this::seconds).toList();
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

  /** The codec of the pictures, as playlists name it. Call after {@link #finish}. */
  String codec() throws IOException {
    return CodecName.of(folder.resolve(SegmentFiles.INIT));
  }

  /**
   * Pictures per second in the busiest segment (RFC 8216, section 4.3.4.2); segments under half the
   * length of the longest one are no measure.
   */
  double frameRate() {
    List<Double> seconds = seconds();
    double longest = seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return IntStream.range(0, seconds.size())
        .filter(i -> seconds.get(i) >= longest / 2)
        .mapToDouble(i -> frames.get(i) / seconds.get(i))
        .max()
        .orElse(0);
  }

  /** Bits per second of the busiest key frame, which is shown until the next one. */
  long keyFramePeakBitRate() {
    double peak = 1;
    for (int i = 0; i < starts.size(); i++) {
      peak = Math.max(peak, keyFrameBytes.get(i) * 8 / seconds(i));
    }
    return (long) Math.ceil(peak);
  }

  /** Bits per second of the busiest segments. Call after {@link #writePlaylists}. */
  long peakBitRate() {
    return PeakBitRate.of(seconds(), files.sizes(), targetSeconds);
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
