package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.media.container.Containers;
import dev.reelstate.processing.media.container.Encryption;
import dev.reelstate.processing.media.libav.Decoders;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.DolbyVision;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.VideoTrack;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Determines what a media file contains.
 *
 * <p>Reads every packet once without decoding (about a thousandth of the cost of rendering), then
 * decodes the first frame of each stream, so that a file that cannot be rendered is refused here.
 * Thread-safe; calls are independent.
 */
public final class MediaProbe {

  private static final Duration UNCUT = Duration.ofDays(365);

  /** The last part may be shorter than the others, down to the minimum length divided by this. */
  private static final int SHORTEST_LAST_PART = 4;

  private MediaProbe() {}

  /**
   * Inspects one file.
   *
   * @param file the file; its name does not matter
   * @param container the container that {@link ContainerSniffer} found by its first bytes; no other
   *     demuxer is tried
   * @param limits what the file may demand
   * @return the facts, with at least one stream that can be decoded
   * @throws MediaException with {@link FailureCode#EMPTY_FILE}, {@link FailureCode#NOT_MEDIA},
   *     {@link FailureCode#DAMAGED}, {@link FailureCode#LIMIT_EXCEEDED},
   *     {@link FailureCode#NO_STREAMS}, {@link FailureCode#UNSUPPORTED_CODEC},
   *     {@link FailureCode#ENCRYPTED}, {@link FailureCode#NOTHING_DECODED},
   *     {@link FailureCode#NATIVES_MISSING} or {@link FailureCode#STORAGE_UNAVAILABLE}
   */
  public static MediaInfo inspect(Path file, String container, MediaLimits limits)
      throws MediaException {
    return examine(file, container, limits, UNCUT, bytes -> {}).media();
  }

  /**
   * Inspects one file, and finds where its film may be cut into parts that are encoded separately.
   *
   * @param partLength the minimum length of a part; a part ends at a key frame
   * @param listener receives how far the file has been read
   * @throws MediaException as {@link #inspect} does
   */
  public static Inspection examine(
      Path file,
      String container,
      MediaLimits limits,
      Duration partLength,
      ReadingListener listener)
      throws MediaException {
    MediaNatives.require();
    avutil.av_max_alloc(limits.maxAllocation());
    long bytes = size(file);
    if (bytes == 0) {
      throw MediaFailures.empty();
    }
    requireClear(file, container);
    try (Demuxer demuxer = Demuxer.open(file, container, limits);
        Demuxer again = Demuxer.open(file, container, limits)) {
      requireStreams(demuxer, limits);
      long partTicks = TimeBase.MEDIA.ticks(partLength);
      MediaScan stored = MediaScan.of(demuxer, limits, bytes, partTicks, listener);
      requireMedia(demuxer, stored);
      MediaScan scan = stored.isDoubtful()
          ? stored.orRather(closed(file, container, limits, partTicks))
          : stored;
      requireDuration(scan, limits);
      try (FirstFrames first = FirstFrames.of(again, limits)) {
        MediaInfo media = facts(container, bytes, demuxer, scan, first, scan != stored);
        requireMoving(media);
        if (!scan.plausible()) {
          throw MediaFailures.damaged("The times of its pictures or sound cannot be true.");
        }
        requireAffordable(media, scan, limits);
        Map<Duration, Long> parts = demuxer.playsAtAnotherSpeed()
            ? Map.of(Duration.ZERO, 0L)
            : parts(media, scan, partTicks);
        return new Inspection(media, List.copyOf(parts.keySet()), List.copyOf(parts.values()));
      }
    }
  }

  /**
   * The times at which parts begin, and the number of the first picture of each. Deinterlacing uses
   * neighbouring pictures, so a cut through interlaced ones would show. The key pictures of an
   * alpha channel are not those of the pictures beside it. If the clock may jump or is wrong, or
   * the container has no index, there is no reliable way to seek to the middle of the file.
   */
  private static Map<Duration, Long> parts(MediaInfo media, MediaScan scan, long partTicks) {
    Map<Duration, Long> parts = new LinkedHashMap<>();
    parts.put(Duration.ZERO, 0L);
    Optional<VideoTrack> video = media.video().filter(MediaProbe::canBeCut);
    if (video.isEmpty() || media.clockRepaired() || !Containers.canBeCut(media.container())) {
      return parts;
    }
    long latest = scan.start() + scan.duration() - partTicks / SHORTEST_LAST_PART;
    scan.track(video.get().index()).cuts().entrySet().stream()
        .skip(1)
        .filter(cut -> cut.getKey() > scan.start() && cut.getKey() < latest)
        .forEach(
            cut -> parts.put(TimeBase.MEDIA.duration(cut.getKey() - scan.start()), cut.getValue()));
    return parts;
  }

  private static boolean canBeCut(VideoTrack track) {
    return !track.interlaced() && !"yuva420p".equals(track.pixelFormat());
  }

  /** Reads the file again, with the holes in its times closed. */
  private static MediaScan closed(Path file, String container, MediaLimits limits, long partTicks)
      throws MediaException {
    try (Demuxer demuxer = Demuxer.open(file, container, limits)) {
      demuxer.repairClock();
      return MediaScan.of(demuxer, limits, size(file), partTicks, read -> {});
    }
  }

  private static long size(Path file) throws MediaException {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  private static void requireClear(Path file, String container) throws MediaException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Optional<String> scheme = Encryption.find(channel, container);
      if (scheme.isPresent()) {
        throw MediaFailures.encrypted(scheme.get());
      }
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  private static void requireStreams(Demuxer demuxer, MediaLimits limits) throws MediaException {
    if (demuxer.streams().stream().noneMatch(MediaScan::timed)) {
      throw MediaFailures.noStreams();
    }
    for (AVStream stream : demuxer.streams()) {
      long pixels = (long) stream.codecpar().width() * stream.codecpar().height();
      if (MediaScan.video(stream) && pixels > limits.maxPixels()) {
        throw MediaFailures.limit("pixels in a picture", pixels, limits.maxPixels());
      }
    }
  }

  private static void requireMedia(Demuxer demuxer, MediaScan scan) throws MediaException {
    List<AVStream> timed = demuxer.streams().stream().filter(MediaScan::timed).toList();
    boolean empty = timed.stream().allMatch(stream -> scan.track(stream.index()).frames() == 0);
    boolean supported = timed.stream().anyMatch(MediaProbe::isSupported);
    if (empty && supported && !demuxer.hasUnlistedSamples()) {
      throw demuxer.listsSamples() ? MediaFailures.cutBehindHeader() : MediaFailures.onlyHeader();
    }
  }

  private static void requireMoving(MediaInfo media) throws MediaException {
    boolean still = Containers.ofPictures(media.container())
        && media.video().map(VideoTrack::frames).orElse(0L) < 2;
    if (still) {
      throw MediaFailures.stillPicture();
    }
  }

  private static void requireDuration(MediaScan scan, MediaLimits limits) throws MediaException {
    Duration duration = TimeBase.MEDIA.duration(scan.duration());
    if (duration.compareTo(limits.maxDuration()) > 0) {
      throw MediaFailures.tooLong(duration, limits.maxDuration());
    }
  }

  /** Pictures times pixels are known only now, and are the cost of everything that follows. */
  private static void requireAffordable(MediaInfo media, MediaScan scan, MediaLimits limits)
      throws MediaException {
    Optional<VideoTrack> video = media.video().filter(VideoTrack::decodable);
    if (video.isEmpty()) {
      return;
    }
    VideoTrack track = video.get();
    long pixels = (long) track.codedWidth()
        * track.codedHeight()
        * scan.track(track.index()).frames();
    long most = limits.decodedPixels(media.bytes());
    if (pixels > most) {
      throw MediaFailures.tooCostly("pixels to decode", pixels, most);
    }
  }

  private static MediaInfo facts(
      String container,
      long bytes,
      Demuxer demuxer,
      MediaScan scan,
      FirstFrames first,
      boolean repaired)
      throws MediaException {
    List<VideoTrack> videos = new ArrayList<>();
    List<AudioTrack> audios = new ArrayList<>();
    List<OtherTrack> others = new ArrayList<>();
    for (AVStream stream : demuxer.streams()) {
      TrackFacts facts = new TrackFacts(demuxer, stream, scan, first);
      if (MediaScan.video(stream) && facts.hasSize()) {
        videos.add(facts.video());
        facts.captions().ifPresent(others::add);
      } else if (MediaScan.audio(stream)) {
        audios.add(facts.audio());
      } else {
        others.add(facts.other());
      }
    }
    requireOrdinaryColors(demuxer, videos);
    requireDecodable(demuxer, scan, videos, audios);
    audios.sort(SoundOrder.BEST_FIRST);
    Duration duration = TimeBase.MEDIA.duration(scan.duration());
    return new MediaInfo(
        container,
        TimeBase.MEDIA.duration(scan.start()),
        duration,
        scan.declared().map(TimeBase.MEDIA::duration).orElse(null),
        bytes,
        duration.isZero() ? 0 : Math.round(bytes * 8 / (duration.toNanos() / 1e9)),
        new PictureOrder(dispositions(demuxer)).of(videos),
        audios,
        others,
        repaired);
  }

  private static Map<Integer, Integer> dispositions(Demuxer demuxer) {
    return demuxer.streams().stream()
        .collect(Collectors.toMap(AVStream::index, AVStream::disposition));
  }

  /** A film whose only pictures are in Dolby Vision alone is not a film of sound. */
  private static void requireOrdinaryColors(Demuxer demuxer, List<VideoTrack> videos)
      throws MediaException {
    if (videos.stream().anyMatch(VideoTrack::decodable)) {
      return;
    }
    Optional<DolbyVision> exclusive = videos.stream()
        .flatMap(track -> DolbyVision.of(demuxer.streams().get(track.index())).stream())
        .filter(DolbyVision::exclusive)
        .findFirst();
    if (exclusive.isPresent()) {
      throw MediaFailures.dolbyVision(exclusive.get().profile());
    }
  }

  private static void requireDecodable(
      Demuxer demuxer, MediaScan scan, List<VideoTrack> videos, List<AudioTrack> audios)
      throws MediaException {
    if (videos.stream().anyMatch(VideoTrack::decodable)
        || audios.stream().anyMatch(AudioTrack::decodable)) {
      return;
    }
    List<AVStream> timed = demuxer.streams().stream().filter(MediaScan::timed).toList();
    if (timed.stream().anyMatch(stream -> !scan.track(stream.index()).plausible())) {
      throw MediaFailures.damaged("The times of its pictures or sound cannot be true.");
    }
    if (demuxer.hasUnlistedSamples()) {
      throw MediaFailures.unlistable();
    }
    if (timed.stream().anyMatch(MediaProbe::isSupported)) {
      throw MediaFailures.nothingDecoded();
    }
    throw MediaFailures.unsupportedCodec(timed.stream()
        .map(stream -> CodecNames.of(stream.codecpar()))
        .distinct()
        .collect(Collectors.joining(", ")));
  }

  private static boolean isSupported(AVStream stream) {
    return Decoders.find(stream.codecpar().codec_id()).isPresent();
  }
}
