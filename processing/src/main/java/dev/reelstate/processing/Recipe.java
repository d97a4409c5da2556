package dev.reelstate.processing;

import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.AudioSpec;
import dev.reelstate.processing.media.RenderSpec.Extras;
import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.RenderSpec.PreviewSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.StoryboardSpec;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoTrack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a video, and which of the host's steps run on it. Immutable and thread-safe.
 *
 * <p>Outputs that a file has no use for are left out: sound alone gets no poster, a silent film no sound.
 */
public final class Recipe {

  /** The outputs that a recipe can name. */
  public enum Output {
    /** A still picture. */
    POSTER,
    /** A sprite with WebVTT cues. */
    STORYBOARD,
    /** A CMAF HLS package of the ladder's rungs. */
    HLS,
    /** One progressive MP4 file of the ladder's largest rung. */
    MP4,
    /** A short animated picture of the whole film. */
    PREVIEW,
    /** The sound alone, as one M4A file. */
    SOUND,
    /** The outline of the sound, as a picture and as data. */
    WAVEFORM,
    /** Where scenes begin, and where the film is black, frozen or silent. Pictures are looked at as far as a rung is encoded. */
    MARKS,
    /** Tracks of subtitles that are text, as WebVTT, and as part of the HLS package. */
    SUBTITLES
  }

  private static final PreviewSpec PREVIEW = new PreviewSpec(320, 16, Duration.ofMillis(400), 60);
  private static final Duration SEGMENT = Duration.ofSeconds(4);
  private static final long AUDIO_BIT_RATE_PER_CHANNEL = 64_000;

  private final Set<Output> outputs;
  private final Ladder ladder;
  private final List<Ladder> more;
  private final boolean copying;
  private final Duration partLength;
  private final boolean hardware;
  private final @Nullable Double loudness;
  private final boolean quality;
  private final List<String> steps;

  private Recipe(Builder builder) {
    this.outputs = Set.copyOf(builder.outputs);
    this.ladder = builder.ladder;
    this.more = List.copyOf(builder.more);
    this.copying = builder.copying;
    this.partLength = builder.partLength;
    this.hardware = builder.hardware;
    this.loudness = builder.loudness;
    this.quality = builder.quality;
    this.steps = List.copyOf(builder.steps);
  }

  /** Poster, storyboard, HLS and MP4 with the standard ladder, and no steps of the host's. */
  public static Recipe standard() {
    return builder()
        .output(Output.POSTER, Output.STORYBOARD, Output.HLS, Output.MP4)
        .build();
  }

  /** A recipe to be put together. */
  public static Builder builder() {
    return new Builder();
  }

  /** Which outputs are made. */
  public Set<Output> outputs() {
    return outputs;
  }

  /** Which renditions are made. */
  public Ladder ladder() {
    return ladder;
  }

  /** Whether streams that players can take as they are are copied rather than encoded. */
  public boolean copying() {
    return copying;
  }

  /** The least length of the parts in which long films are encoded. */
  public Duration partLength() {
    return partLength;
  }

  /** Names of the host's steps that run after the outputs, in the order given; what each waits for is the step's own say. */
  public List<String> steps() {
    return steps;
  }

  /** What is asked of the one pass over a file with these facts; empty when nothing is to be made of it. */
  Optional<RenderSpec> compile(MediaInfo media) {
    Optional<VideoTrack> video = media.video().filter(VideoTrack::decodable);
    Optional<AudioTrack> audio = media.audio().filter(AudioTrack::decodable);
    boolean streams = outputs.contains(Output.HLS) || outputs.contains(Output.MP4);
    boolean pictures =
        Stream.of(Output.POSTER, Output.STORYBOARD, Output.PREVIEW).anyMatch(outputs::contains);
    boolean soundFile = outputs.contains(Output.SOUND) && audio.isPresent();
    boolean sounds =
        soundFile || outputs.contains(Output.WAVEFORM) || outputs.contains(Output.MARKS);
    boolean useful = streams || (pictures && video.isPresent()) || (sounds && audio.isPresent());
    if (!useful) {
      return Optional.empty();
    }
    List<Rung> rungs = streams ? video.map(this::rungsFor).orElse(List.of()) : List.of();
    AudioSpec sound = streams || soundFile ? audio.map(this::audioFor).orElse(null) : null;
    return Optional.of(new RenderSpec(
            rungs,
            sound,
            outputs.contains(Output.HLS),
            outputs.contains(Output.MP4),
            video.isPresent() && outputs.contains(Output.POSTER)
                ? new PosterSpec(1280, 1280, 12)
                : null,
            video.isPresent() && outputs.contains(Output.STORYBOARD)
                ? new StoryboardSpec(160, 100, Duration.ofSeconds(1))
                : null,
            SEGMENT,
            new Extras(
                outputs.contains(Output.WAVEFORM) && audio.isPresent(),
                outputs.contains(Output.MARKS),
                outputs.contains(Output.PREVIEW) && video.isPresent() ? PREVIEW : null,
                outputs.contains(Output.SUBTITLES),
                soundFile,
                quality),
            copying
                ? Copying.of(media, rungs.stream().findFirst(), Optional.ofNullable(sound))
                : Copying.NEVER)
        .withHardware(hardware));
  }

  /** Those of all ladders, largest first; the first ladder's largest comes first of all, as the MP4 is made of it. */
  private List<Rung> rungsFor(VideoTrack track) {
    List<Rung> rungs = new ArrayList<>(ladder.rungsFor(track));
    Rung largest = rungs.get(0);
    more.stream()
        .flatMap(other -> other.rungsFor(track).stream())
        .filter(rung -> pixels(rung) <= pixels(largest))
        .forEach(rungs::add);
    rungs.sort(Comparator.comparing(Recipe::pixels).reversed());
    return rungs;
  }

  private static long pixels(Rung rung) {
    return (long) rung.width() * rung.height();
  }

  private AudioSpec audioFor(AudioTrack track) {
    int channels = Math.max(1, Math.min(2, track.channels()));
    return new AudioSpec(channels * AUDIO_BIT_RATE_PER_CHANNEL, channels, loudness);
  }

  /** Puts a recipe together. Not thread-safe. */
  public static final class Builder {

    private final Set<Output> outputs = new LinkedHashSet<>();
    private final Set<String> steps = new LinkedHashSet<>();
    private final List<Ladder> more = new ArrayList<>();
    private Ladder ladder = Ladder.standard();
    private boolean copying = true;
    private Duration partLength = Duration.ofMinutes(2);
    private boolean hardware = true;
    private @Nullable Double loudness;
    private boolean quality;

    private Builder() {}

    /** Adds outputs. Without any, only the steps run. */
    public Builder output(Output... wanted) {
      outputs.addAll(List.of(wanted));
      return this;
    }

    /** Which renditions are made; by default {@link Ladder#standard()}. */
    public Builder ladder(Ladder rungs) {
      ladder = rungs;
      return this;
    }

    /**
     * Adds renditions of another codec, for players that have it: {@code alsoLadder(Ladder.of(1080, 720).in(VideoCodec.AV1))}. Those above the
     * largest of {@link #ladder} are left out.
     *
     * @throws IllegalArgumentException if there is a ladder of that codec already
     */
    public Builder alsoLadder(Ladder rungs) {
      boolean taken = rungs.codec() == ladder.codec()
          || more.stream().anyMatch(other -> other.codec() == rungs.codec());
      if (taken) {
        throw new IllegalArgumentException("There is a ladder in " + rungs.codec() + " already.");
      }
      more.add(rungs);
      return this;
    }

    /**
     * Whether streams that players can take as they are are copied rather than encoded; by default yes. The copied pictures are then
     * the largest rendition, and encoding is left to the smaller ones.
     */
    public Builder copying(boolean wanted) {
      copying = wanted;
      return this;
    }

    /**
     * The least length of the parts in which long films are encoded, each a task of its own, cut at key frames; by default two minutes. What a
     * crash costs is the parts that were being encoded, and several nodes can work on one film. Very long ones keep films whole.
     *
     * @throws IllegalArgumentException if it is under a second
     */
    public Builder partLength(Duration length) {
      if (length.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("A part is at least a second long, not " + length + ".");
      }
      partLength = length;
      return this;
    }

    /**
     * Whether encoders of the machine's hardware are used where there are any; by default yes. Where one fails, software does the work and
     * the render report says so.
     */
    public Builder hardware(boolean wanted) {
      hardware = wanted;
      return this;
    }

    /**
     * Brings sound to a programme loudness as EBU R 128 measures it; by default it stays as loud as it is. Sound is then decoded once
     * more, to measure it first, and never copied. Where its peaks would be cut off it is raised less.
     *
     * @param lufs the target, such as -23 for broadcasts or -16 for the web; -70 to -5
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder loudness(double lufs) {
      if (!(lufs >= -70 && lufs <= -5)) {
        throw new IllegalArgumentException(
            "A programme loudness is between -70 and -5 LUFS, not " + lufs + ".");
      }
      loudness = lufs;
      return this;
    }

    /**
     * Whether the pictures of each encoded rendition are compared with those they were encoded from; by default no. The render report then has
     * their PSNR, SSIM and XPSNR. What is encoded is decoded for it, and compared, in the same pass.
     */
    public Builder quality(boolean wanted) {
      quality = wanted;
      return this;
    }

    /** Adds one of the host's steps, by the name under which it is registered with the platform. */
    public Builder step(String name) {
      steps.add(name);
      return this;
    }

    /** The recipe. */
    public Recipe build() {
      return new Recipe(this);
    }
  }
}
