package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.RenditionFacts;
import dev.reelstate.processing.media.libav.TimeBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A finished rendition as a package describes it, made in this pass or earlier. It needs only the
 * {@linkplain RenditionFacts facts}, never the segments. Used by one thread.
 */
public final class PackagedRendition {

  public static final String PLAYLIST = "index.m3u8";

  /** For players that show single pictures while seeking. */
  public static final String KEY_FRAMES = "iframes.m3u8";

  private final RenditionFacts facts;
  private final TimeBase timeBase;
  private long targetSeconds = 1;

  /** Describes a rendition by its facts. */
  public PackagedRendition(RenditionFacts facts) {
    this.facts = facts;
    this.timeBase = new TimeBase(facts.ticks().num(), facts.ticks().den());
  }

  /** What was written. */
  public RenditionFacts facts() {
    return facts;
  }

  private boolean video() {
    return facts.codec() != null;
  }

  /** The least target duration of a playlist with these segments, in seconds. */
  public long longestSegment() {
    double longest = seconds().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return Math.max(1, Math.round(longest));
  }

  /**
   * Writes the playlists.
   *
   * @param folder the folder of the rendition
   * @param target the target duration of all renditions of a package, in seconds (RFC 8216, section
   *     6.2.4)
   */
  public void writePlaylists(Path folder, OutputBudget budget, long target) throws IOException {
    targetSeconds = target;
    MediaPlaylist playlist = new MediaPlaylist(target, seconds());
    budget.write(folder.resolve(PLAYLIST), playlist.segments().getBytes(StandardCharsets.UTF_8));
    if (video()) {
      budget.write(
          folder.resolve(KEY_FRAMES),
          playlist.keyFrames(facts.keyFrameBytes()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<Double> seconds() {
    return IntStream.range(0, facts.starts().size()).mapToObj(this::seconds).toList();
  }

  /** The length of a segment as playlists state it, in whole microseconds. */
  private double seconds(int segment) {
    return Math.round(timeBase.seconds(until(segment) - facts.starts().get(segment)) * 1e6) / 1e6;
  }

  private long until(int segment) {
    return segment + 1 < facts.starts().size() ? facts.starts().get(segment + 1) : facts.end();
  }

  /** The length that a player plays, in media ticks. */
  public long length() {
    return Math.round(
        seconds().stream().mapToDouble(Double::doubleValue).sum() * TimeBase.MEDIA.den());
  }

  /** Where segments begin, in media ticks. */
  public List<Long> starts() {
    return facts.starts().stream().map(timeBase::toMedia).toList();
  }

  /** The lengths of segments, in media ticks. */
  List<Long> lengths() {
    List<Long> lengths = new ArrayList<>();
    for (int i = 0; i < facts.starts().size(); i++) {
      lengths.add(timeBase.toMedia(until(i)) - timeBase.toMedia(facts.starts().get(i)));
    }
    return lengths;
  }

  /** The codec as playlists name it. */
  String codec() {
    String codec = facts.codec();
    return codec == null ? MasterPlaylist.AAC_LC : codec;
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
        .mapToDouble(i -> facts.frames().get(i) / seconds.get(i))
        .max()
        .orElse(0);
  }

  /** Bits per second of the busiest key frame, which is shown until the next one. */
  long keyFramePeakBitRate() {
    double peak = 1;
    for (int i = 0; i < facts.starts().size(); i++) {
      peak = Math.max(peak, facts.keyFrameBytes().get(i) * 8 / seconds(i));
    }
    return (long) Math.ceil(peak);
  }

  /** Bits per second of the busiest segments. Call after {@link #writePlaylists}. */
  long peakBitRate() {
    return PeakBitRate.of(seconds(), facts.sizes(), targetSeconds);
  }

  long averageBitRate() {
    double bytes = facts.sizes().stream().mapToLong(Long::longValue).sum();
    return Math.round(bytes * 8 / timeBase.seconds(facts.end()));
  }

  /** The size of all files except the playlists. */
  public long bytes() {
    return facts.initBytes() + facts.sizes().stream().mapToLong(Long::longValue).sum();
  }

  /** The number of files, including the playlists. */
  public int fileCount() {
    return facts.starts().size() + (video() ? 3 : 2);
  }
}
