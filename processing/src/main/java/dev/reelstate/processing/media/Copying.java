package dev.reelstate.processing.media;

import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether streams of the source are copied into the outputs packet by packet, without re-encoding:
 * the pictures as the largest rendition, the sound as the sound of all renditions. A plain value;
 * immutable and thread-safe.
 *
 * @param video the obstacles to copying the pictures; empty if they are copied
 * @param audio the obstacles to copying the sound; empty if it is copied
 * @param everyPicture whether every copied picture must be decoded once, rather than as many as
 *     cost little
 * @param check how far the copied pictures were checked; null before that, or if none are copied
 */
public record Copying(
    List<CopyObstacle> video,
    List<CopyObstacle> audio,
    boolean everyPicture,
    @Nullable CopyCheck check) {

  /** Copies nothing, because copying was not requested. */
  public static final Copying NEVER =
      new Copying(List.of(CopyObstacle.NOT_WANTED), List.of(CopyObstacle.NOT_WANTED));

  private static final Set<String> CONTAINERS = Set.of("mp4", "matroska");
  private static final Set<String> PROFILES =
      Set.of("Baseline", "Constrained Baseline", "Main", "High");
  private static final Set<String> SPACES = Set.of("bt709", "smpte170m", "bt470bg");
  private static final Set<Integer> SAMPLE_RATES = Set.of(48_000, 44_100, 32_000);
  private static final Duration TOLERANCE = Duration.ofMillis(40);

  /**
   * Segments may exceed the requested length, but not by so much that a player has to wait for
   * them.
   */
  private static final Duration LONGEST_GROUP = Duration.ofSeconds(10);

  /** The maximum ratio of a source's bit rate to that of its rendition. */
  private static final int GENEROSITY = 2;

  private static final long MOST_AUDIO_BITS = 330_000;

  /** Copies the lists. */
  public Copying {
    video = List.copyOf(video);
    audio = List.copyOf(audio);
  }

  /** Copying that is checked as far as it costs little. */
  public Copying(List<CopyObstacle> video, List<CopyObstacle> audio) {
    this(video, audio, false, null);
  }

  /**
   * Decides from the result of an inspection. Only the copying itself shows whether the packets
   * conform to it.
   *
   * @param largest the largest rendition, if any is made
   * @param sound the specification of the sound, if any is made
   */
  public static Copying of(MediaInfo media, Optional<Rung> largest, Optional<AudioSpec> sound) {
    return of(media, largest, media.audio(), sound);
  }

  /**
   * Decides as above, for another sound track than the best one.
   *
   * @param main the track that the main sound is made from, or empty if it is joined from several
   */
  public static Copying of(
      MediaInfo media,
      Optional<Rung> largest,
      Optional<AudioTrack> main,
      Optional<AudioSpec> sound) {
    List<CopyObstacle> unused = List.of(CopyObstacle.NOT_USED);
    return new Copying(
        media
            .video()
            .flatMap(track -> largest.map(rung -> video(media, track, rung)))
            .orElse(unused),
        main.flatMap(track -> sound.map(spec -> audio(media, track, spec))).orElse(unused));
  }

  private static List<CopyObstacle> video(MediaInfo media, VideoTrack track, Rung rung) {
    Obstacles obstacles = new Obstacles();
    obstacles.unless(CONTAINERS.contains(media.container()), CopyObstacle.CONTAINER);
    obstacles.unless(
        track.codec().equals("h264") && rung.codec() == VideoCodec.H264, CopyObstacle.CODEC);
    obstacles.unless(PROFILES.contains(String.valueOf(track.profile())), CopyObstacle.PROFILE);
    obstacles.unless("yuv420p".equals(track.pixelFormat()), CopyObstacle.PIXEL_FORMAT);
    obstacles.unless(usualColors(track), CopyObstacle.COLORS);
    obstacles.unless(track.rotation() == 0 && !track.mirrored(), CopyObstacle.TURNED);
    obstacles.unless(track.pixelAspect() == 1, CopyObstacle.PIXEL_ASPECT);
    obstacles.unless(!track.interlaced(), CopyObstacle.INTERLACED);
    obstacles.unless(
        rung.width() == track.codedWidth() && rung.height() == track.codedHeight(),
        CopyObstacle.SIZE);
    obstacles.unless(track.bitRate() <= GENEROSITY * rung.bitRate(), CopyObstacle.BIT_RATE);
    obstacles.unless(track.longestGroup().compareTo(LONGEST_GROUP) <= 0, CopyObstacle.KEY_FRAMES);
    obstacles.unless(track.start().compareTo(TOLERANCE) <= 0, CopyObstacle.START);
    // Pictures that end a little early are no obstacle: the last one stays on screen.
    Duration late = track.start().plus(track.duration()).minus(media.duration());
    obstacles.unless(
        late.compareTo(TOLERANCE) <= 0 && late.negated().compareTo(LONGEST_GROUP) <= 0,
        CopyObstacle.END);
    return obstacles.found;
  }

  private static boolean usualColors(VideoTrack track) {
    boolean usualSpace = Stream.of(
            track.colorSpace(), track.colorPrimaries(), track.colorTransfer())
        .allMatch(tag -> tag == null || SPACES.contains(tag));
    return usualSpace && !"pc".equals(track.colorRange());
  }

  private static List<CopyObstacle> audio(MediaInfo media, AudioTrack track, AudioSpec sound) {
    Obstacles obstacles = new Obstacles();
    obstacles.unless(CONTAINERS.contains(media.container()), CopyObstacle.CONTAINER);
    obstacles.unless(track.codec().equals("aac"), CopyObstacle.CODEC);
    obstacles.unless("LC".equals(track.profile()), CopyObstacle.PROFILE);
    obstacles.unless(sound.loudness() == null, CopyObstacle.LOUDNESS);
    obstacles.unless(track.channels() <= sound.channels(), CopyObstacle.CHANNELS);
    obstacles.unless(SAMPLE_RATES.contains(track.sampleRate()), CopyObstacle.SAMPLE_RATE);
    obstacles.unless(track.bitRate() <= MOST_AUDIO_BITS, CopyObstacle.BIT_RATE);
    obstacles.unless(track.start().compareTo(TOLERANCE) <= 0, CopyObstacle.START);
    obstacles.unless(
        track.start().plus(track.duration()).minus(media.duration()).abs().compareTo(TOLERANCE)
            <= 0,
        CopyObstacle.END);
    return obstacles.found;
  }

  /** Whether the pictures are copied. */
  public boolean copiesVideo() {
    return video.isEmpty();
  }

  /** Whether the sound is copied. */
  public boolean copiesAudio() {
    return audio.isEmpty();
  }

  /** The same, with another obstacle to copying the pictures. */
  public Copying withoutPictures(CopyObstacle why) {
    return with(Stream.concat(video.stream(), Stream.of(why)).toList(), audio);
  }

  /** The same, without copying the refused stream. */
  public Copying without(CopyRefused refused) {
    List<CopyObstacle> why = refused.obstacles();
    return refused.video() ? with(why, audio) : with(video, why);
  }

  /** The same, without copying anything, because the outputs did not pass their check. */
  public Copying withoutAny() {
    List<CopyObstacle> why = List.of(CopyObstacle.CHECK);
    return with(copiesVideo() ? why : video, copiesAudio() ? why : audio);
  }

  private Copying with(List<CopyObstacle> otherVideo, List<CopyObstacle> otherAudio) {
    return new Copying(otherVideo, otherAudio, everyPicture, null);
  }

  /** The same, with or without a check of every copied picture. */
  public Copying checkingEveryPicture(boolean wanted) {
    return new Copying(video, audio, wanted, check);
  }

  /** The same, with what the check has found. */
  public Copying checked(@Nullable CopyCheck found) {
    return new Copying(video, audio, everyPicture, found);
  }

  private static final class Obstacles {
    private final List<CopyObstacle> found = new ArrayList<>();

    void unless(boolean fine, CopyObstacle obstacle) {
      if (!fine) {
        found.add(obstacle);
      }
    }
  }
}
