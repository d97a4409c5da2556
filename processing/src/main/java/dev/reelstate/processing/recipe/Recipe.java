package dev.reelstate.processing.recipe;

import dev.reelstate.detection.DetectionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a video, and which of the host's steps run on it. Immutable and thread-safe.
 *
 * <p>Outputs that do not apply to a file are left out: sound alone gets no poster, a silent film no
 * sound.
 */
public final class Recipe {

  /** The outputs that a recipe can name. */
  public enum Output {
    /** The most telling of several pictures. */
    POSTER,
    /** A sprite with WebVTT cues. */
    STORYBOARD,
    /** A CMAF HLS package of the ladder's rungs. */
    HLS,
    /** One progressive MP4 file of the ladder's largest rung. */
    MP4,
    /** A short animated picture of the scenes of the film. */
    PREVIEW,
    /** The sound alone, as one M4A file. */
    SOUND,
    /** The outline of the sound, as a picture and as data. */
    WAVEFORM,
    /**
     * Where scenes begin, and where the film is black, frozen or silent. Where every picture is
     * copied, key frames alone are decoded and analysed.
     */
    MARKS,
    /** Text subtitles, as WebVTT files and as part of the HLS package. */
    SUBTITLES,
    /**
     * The number, the times and the kind of every picture, for annotation and everything else that
     * has to name single pictures. Where no rendition needs all pictures, they are decoded for it.
     */
    FRAME_MAP
  }

  private static final Duration TWICE_A_SECOND = Duration.ofMillis(500);

  private final Set<Output> outputs;
  private final List<Ladder> ladders;
  private final boolean copying;
  private final boolean checkingCopies;
  private final Duration partLength;
  private final Duration segmentLength;
  private final @Nullable Duration keyFrameInterval;
  private final boolean hardware;
  private final @Nullable Double loudness;
  private final boolean quality;
  private final boolean faces;
  private final List<String> soundLanguages;
  private final boolean surround;
  private final double maxFrameRate;
  private final int background;
  private final @Nullable SampledFrames frames;
  private final List<DetectionSpec> detections;
  private final List<String> steps;

  private Recipe(Builder builder) {
    this.outputs = Set.copyOf(builder.outputs);
    this.ladders =
        Stream.concat(Stream.of(builder.ladder), builder.more.stream()).toList();
    this.copying = builder.copying;
    this.checkingCopies = builder.checkingCopies;
    this.partLength = builder.partLength;
    this.segmentLength = builder.segmentLength;
    this.keyFrameInterval = builder.keyFrameInterval;
    this.hardware = builder.hardware;
    this.loudness = builder.loudness;
    this.quality = builder.quality;
    this.faces = builder.faces;
    this.soundLanguages = List.copyOf(builder.soundLanguages);
    this.surround = builder.surround;
    this.maxFrameRate = builder.maxFrameRate;
    this.background = builder.background;
    this.frames = builder.frames == null && !builder.detections.isEmpty()
        ? SampledFrames.every(TWICE_A_SECOND)
        : builder.frames;
    this.detections = List.copyOf(builder.detections);
    this.steps = List.copyOf(builder.steps);
  }

  /**
   * Poster, storyboard, HLS, MP4 and the frame map, with the standard ladder, and none of the
   * host's steps.
   */
  public static Recipe standard() {
    return builder()
        .output(Output.POSTER, Output.STORYBOARD, Output.HLS, Output.MP4, Output.FRAME_MAP)
        .build();
  }

  /** A builder for a new recipe. */
  public static Builder builder() {
    return new Builder();
  }

  /** Which outputs are made. */
  public Set<Output> outputs() {
    return outputs;
  }

  /**
   * The standard ladder of renditions and those of other codecs, in the order in which they were
   * added; never empty.
   */
  public List<Ladder> ladders() {
    return ladders;
  }

  /** Whether streams that every player accepts are copied rather than encoded. */
  public boolean copying() {
    return copying;
  }

  /** Whether every picture that is copied is decoded once, to find damage. */
  public boolean checkingCopies() {
    return checkingCopies;
  }

  /** The minimum length of the parts in which long films are encoded. */
  public Duration partLength() {
    return partLength;
  }

  /** The target length of the segments of the HLS package. */
  public Duration segmentLength() {
    return segmentLength;
  }

  /** The time between key frames of encoded renditions; by default that of a segment. */
  public Duration keyFrameInterval() {
    return keyFrameInterval == null ? segmentLength : keyFrameInterval;
  }

  /** Whether hardware encoders are used where the machine has them. */
  public boolean hardware() {
    return hardware;
  }

  /** The target programme loudness in LUFS, or empty if the loudness is left unchanged. */
  public OptionalDouble loudness() {
    return loudness == null ? OptionalDouble.empty() : OptionalDouble.of(loudness);
  }

  /** Whether the quality of each encoded rendition is measured. */
  public boolean quality() {
    return quality;
  }

  /** Whether the poster preferably shows a face. */
  public boolean faces() {
    return faces;
  }

  /** The preferred languages of the main sound, the most wanted first, as codes of ISO 639. */
  public List<String> soundLanguages() {
    return soundLanguages;
  }

  /** Whether surround sound is made of sound that has it, besides stereo. */
  public boolean surround() {
    return surround;
  }

  /** The most pictures a second of an encoded rendition; of faster films some are left out. */
  public double maxFrameRate() {
    return maxFrameRate;
  }

  /** The colour that is seen through transparent pictures, as 0xRRGGBB. */
  public int background() {
    return background;
  }

  /** Which frames are kept as pictures for later steps; empty for none. */
  public Optional<SampledFrames> frames() {
    return Optional.ofNullable(frames);
  }

  /** What is looked for on the sampled frames, each by a task of its own. */
  public List<DetectionSpec> detections() {
    return detections;
  }

  /**
   * The names of the host's steps that run after the outputs, in the order given; each step itself
   * says what it waits for.
   */
  public List<String> steps() {
    return steps;
  }

  /** A builder that starts from this recipe, for a copy that differs in a few things. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Builds a recipe. Not thread-safe. */
  public static final class Builder {

    private static final Duration MIN_SEGMENT = Duration.ofMillis(500);
    private static final Duration MAX_SEGMENT = Duration.ofMinutes(1);
    private static final Duration MIN_GROUP = Duration.ofMillis(100);

    private final Set<Output> outputs = new LinkedHashSet<>();
    private final Set<String> steps = new LinkedHashSet<>();
    private final List<Ladder> more = new ArrayList<>();
    private Ladder ladder = Ladder.standard();
    private boolean copying = true;
    private boolean checkingCopies;
    private Duration partLength = Duration.ofMinutes(2);
    private Duration segmentLength = Duration.ofSeconds(4);
    private @Nullable Duration keyFrameInterval;
    private boolean hardware = true;
    private @Nullable Double loudness;
    private boolean quality;
    private boolean faces = true;
    private List<String> soundLanguages = List.of();
    private boolean surround;
    private double maxFrameRate = 60;
    private int background;
    private @Nullable SampledFrames frames;
    private final List<DetectionSpec> detections = new ArrayList<>();

    private Builder() {}

    private Builder(Recipe recipe) {
      outputs.addAll(recipe.outputs);
      steps.addAll(recipe.steps);
      ladder = recipe.ladders.get(0);
      more.addAll(recipe.ladders.subList(1, recipe.ladders.size()));
      copying = recipe.copying;
      checkingCopies = recipe.checkingCopies;
      partLength = recipe.partLength;
      segmentLength = recipe.segmentLength;
      keyFrameInterval = recipe.keyFrameInterval;
      hardware = recipe.hardware;
      loudness = recipe.loudness;
      quality = recipe.quality;
      faces = recipe.faces;
      soundLanguages = recipe.soundLanguages;
      surround = recipe.surround;
      maxFrameRate = recipe.maxFrameRate;
      background = recipe.background;
      frames = recipe.frames;
      detections.addAll(recipe.detections);
    }

    /** Adds outputs. Without any, only the steps run. */
    public Builder output(Output... wanted) {
      outputs.addAll(List.of(wanted));
      return this;
    }

    /** Removes outputs; useful in a copy of another recipe. */
    public Builder without(Output... unwanted) {
      List.of(unwanted).forEach(outputs::remove);
      return this;
    }

    /**
     * Sets the renditions to make; by default {@link Ladder#standard()}.
     *
     * @throws IllegalArgumentException if {@link #alsoLadder} has added one of that codec
     */
    public Builder ladder(Ladder rungs) {
      requireOneOfEachCodec(more.stream(), rungs);
      ladder = rungs;
      return this;
    }

    /**
     * Adds renditions of another codec, for players that support it:
     * {@code alsoLadder(Ladder.of(1080, 720).in(VideoCodec.AV1))}. Rungs larger than the largest of
     * {@link #ladder} are left out.
     *
     * @throws IllegalArgumentException if there is a ladder of that codec already that keeps a high
     *     dynamic range, or does not, as this one
     */
    public Builder alsoLadder(Ladder rungs) {
      requireOneOfEachCodec(Stream.concat(Stream.of(ladder), more.stream()), rungs);
      more.add(rungs);
      return this;
    }

    private static void requireOneOfEachCodec(Stream<Ladder> present, Ladder added) {
      if (present.anyMatch(other -> other.codec() == added.codec() && other.hdr() == added.hdr())) {
        throw new IllegalArgumentException("The recipe already has a ladder in " + added.codec()
            + (added.hdr() ? " that keeps a high dynamic range." : "."));
      }
    }

    /**
     * Whether streams that every player accepts are copied rather than encoded; by default yes.
     * Copied pictures become the largest rendition, and only the smaller ones are encoded.
     */
    public Builder copying(boolean wanted) {
      copying = wanted;
      return this;
    }

    /**
     * Whether every picture that is copied is decoded once, to find damage; by default no. Without
     * it, pictures are decoded as far as that costs little: all of a small film, otherwise key
     * frames. Where damage is found, the pictures are encoded. The render report says how many were
     * decoded.
     */
    public Builder checkingCopies(boolean wanted) {
      checkingCopies = wanted;
      return this;
    }

    /**
     * The minimum length of the parts in which long films are encoded; by default two minutes. Each
     * part is a task of its own, cut at key frames. A crash costs only the parts being encoded, and
     * several nodes can work on one film. A very long minimum keeps films whole.
     *
     * @throws IllegalArgumentException if it is under a second
     */
    public Builder partLength(Duration length) {
      if (length.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException(
            "A part must be at least one second long, not " + length + ".");
      }
      partLength = length;
      return this;
    }

    /**
     * The target length of the segments of the HLS package; by default four seconds. Short segments
     * start playing sooner, long ones cost fewer requests. Copied pictures are cut at the key
     * frames that they have.
     *
     * @throws IllegalArgumentException if it is under half a second or over a minute
     */
    public Builder segmentLength(Duration length) {
      segmentLength = within(MIN_SEGMENT, MAX_SEGMENT, "A segment", length);
      return this;
    }

    /**
     * The time between key frames of encoded renditions (their group of pictures); by default the
     * length of a segment, which must be a multiple of it. More key frames make seeking finer and
     * cost bits.
     *
     * @throws IllegalArgumentException if it is under 100 milliseconds or over a minute
     */
    public Builder keyFrameInterval(Duration length) {
      keyFrameInterval = within(MIN_GROUP, MAX_SEGMENT, "A group of pictures", length);
      return this;
    }

    private static Duration within(Duration least, Duration most, String what, Duration length) {
      if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
        throw new IllegalArgumentException(what + " must last from " + least.toMillis() + " ms to "
            + most.toMillis() + " ms, not " + length.toMillis() + " ms.");
      }
      return length;
    }

    /**
     * Whether the machine's hardware encoders are used, if it has any; by default yes. If one
     * fails, a software encoder takes over and the render report says so.
     */
    public Builder hardware(boolean wanted) {
      hardware = wanted;
      return this;
    }

    /**
     * Brings sound to a target programme loudness, as measured by EBU R 128; by default the
     * loudness is left unchanged. The sound is then decoded an extra time, to measure it first, and
     * never copied. It is raised less if its peaks would clip.
     *
     * @param lufs the target, such as -23 for broadcasts or -16 for the web; -70 to -5
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder loudness(double lufs) {
      if (!(lufs >= -70 && lufs <= -5)) {
        throw new IllegalArgumentException(
            "The programme loudness must be between -70 and -5 LUFS, not " + lufs + ".");
      }
      loudness = lufs;
      return this;
    }

    /**
     * Whether the poster preferably shows a face; by default yes. Faces are looked for only where
     * OpenCV is on the class path, which takes a fresh worker a few seconds of processor time to
     * load. The render report says whether they were.
     */
    public Builder faces(boolean wanted) {
      faces = wanted;
      return this;
    }

    /**
     * Whether the pictures of each encoded rendition are compared with those they were encoded
     * from; by default no. The render report then has their PSNR, SSIM and XPSNR. The encoded
     * pictures are decoded and compared in the same pass.
     */
    public Builder quality(boolean wanted) {
      quality = wanted;
      return this;
    }

    /**
     * Prefers sound in these languages, the first one most, as the main sound: the one that players
     * begin with and that is in the MP4. By default, and if the file has none of them, the file
     * itself decides. Sound in all other languages goes into HLS and DASH as well. A commentary or
     * an audio description is never the main sound if there is any other.
     *
     * @param tags codes such as {@code en}, {@code eng} or {@code fr}
     * @throws IllegalArgumentException if one is not a language code of two or three letters
     */
    public Builder soundLanguages(String... tags) {
      soundLanguages = Stream.of(tags).map(Builder::language).distinct().toList();
      return this;
    }

    private static String language(String tag) {
      if (!tag.matches("[A-Za-z]{2,3}")) {
        throw new IllegalArgumentException(
            "A language is a code of two or three letters, not \"" + tag + "\".");
      }
      return tag.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether sound with five channels or more also becomes 5.1 in HLS and DASH, besides stereo,
     * for players that choose it; by default no.
     */
    public Builder surround(boolean wanted) {
      surround = wanted;
      return this;
    }

    /**
     * The most pictures a second of an encoded rendition; by default 60. Of a faster film every
     * second, third or later picture is kept, and its pictures are not copied.
     *
     * @param perSecond 10 to 240
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxFrameRate(double perSecond) {
      if (!(perSecond >= 10 && perSecond <= 240)) {
        throw new IllegalArgumentException(
            "The greatest frame rate must be between 10 and 240, not " + perSecond + ".");
      }
      maxFrameRate = perSecond;
      return this;
    }

    /**
     * The colour that is seen through transparent pictures; by default black.
     *
     * @param rgb 0x000000 to 0xFFFFFF: eight bits each of red, green and blue, as on web pages
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder background(int rgb) {
      if (rgb < 0 || rgb > 0xFFFFFF) {
        throw new IllegalArgumentException(
            "A colour must be between 0x000000 and 0xFFFFFF, not " + rgb + ".");
      }
      background = rgb;
      return this;
    }

    /**
     * Keeps frames as pictures until the generation is published, for the host's steps; by default
     * none. They come from the decoding that makes the outputs. A step reads them with
     * {@code SampledPictures.of(context)}.
     */
    public Builder frames(SampledFrames wanted) {
      frames = wanted;
      return this;
    }

    /**
     * Looks for objects on the sampled frames, in a task of its own for each of these, after the
     * outputs are made and before they are published. What a detector finds becomes a draft of
     * ground truth, and the video's ground-truth status {@code proposed}; if it cannot say what is
     * on a frame, nothing is saved and the task fails with its reason. Unless {@link #frames} says
     * which frames, two a second are sampled.
     *
     * @param wanted a detector that is registered with the platform, or comes with Reelstate, and
     *     its settings
     */
    public Builder detect(DetectionSpec... wanted) {
      detections.addAll(List.of(wanted));
      return this;
    }

    /** Adds one of the host's steps, by the name under which it is registered with the platform. */
    public Builder step(String name) {
      steps.add(name);
      return this;
    }

    /**
     * Builds the recipe.
     *
     * @throws IllegalArgumentException if the segment length is not a multiple of the key frame
     *     interval
     */
    public Recipe build() {
      if (keyFrameInterval != null && segmentLength.toNanos() % keyFrameInterval.toNanos() != 0) {
        throw new IllegalArgumentException("The segment length of " + segmentLength.toMillis()
            + " ms must be a multiple of the key frame interval of " + keyFrameInterval.toMillis()
            + " ms.");
      }
      return new Recipe(this);
    }
  }
}
