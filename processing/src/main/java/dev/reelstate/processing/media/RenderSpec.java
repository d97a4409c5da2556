package dev.reelstate.processing.media;

import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.video.VideoRange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one pass over a source must make. A plain value, stored with the task and sent to
 * the worker.
 *
 * @param rungs the video renditions, largest first, each with even sides; empty for sound alone or
 *     still pictures alone
 * @param audio how sound is encoded, or null for none
 * @param hls whether the rungs (and the sound) are packaged as CMAF HLS with a master playlist
 * @param mp4 whether the largest rung (and the sound) also becomes one MP4 file with its index in
 *     front
 * @param poster the poster picture, or null for none
 * @param storyboard the sprite and its WebVTT cues, or null for none
 * @param segment target length of an HLS segment; key frames are placed at its multiples in every
 *     rung
 * @param extras additional outputs
 * @param hardware whether hardware encoders may be used; null means yes
 * @param part the part of the film that is encoded for later joining, or null for the whole film at
 *     once
 * @param group the time between key frames of encoded rungs, of which the segment is a multiple;
 *     null means that each segment begins with the only one
 * @param copying which streams of the source are copied rather than encoded; a stream whose packets
 *     do not allow it is encoded after all
 * @param sounds the sound renditions, the main one first, which is the only one in the MP4 file;
 *     empty for the best track of the source alone
 * @param pictures how encoded pictures and stills look
 * @param search how the rungs were chosen for the film, or null if they are those of every film
 */
public record RenderSpec(
    List<Rung> rungs,
    @Nullable AudioSpec audio,
    boolean hls,
    boolean mp4,
    @Nullable PosterSpec poster,
    @Nullable StoryboardSpec storyboard,
    Duration segment,
    Extras extras,
    @Nullable Boolean hardware,
    @Nullable Part part,
    @Nullable Duration group,
    Copying copying,
    List<SoundRendition> sounds,
    Pictures pictures,
    @Nullable LadderSearch search) {

  /**
   * Copies the lists. Specs stored by an earlier release may lack extras, copying or sounds, which
   * then default to none, or how pictures look.
   */
  public RenderSpec {
    rungs = List.copyOf(rungs);
    extras = extras == null ? Extras.NONE : extras;
    copying = copying == null ? Copying.NEVER : copying;
    sounds = sounds == null ? List.of() : List.copyOf(sounds);
    pictures = pictures == null ? Pictures.USUAL : pictures;
  }

  /** A spec for the whole film at once. */
  public RenderSpec(
      List<Rung> rungs,
      @Nullable AudioSpec audio,
      boolean hls,
      boolean mp4,
      @Nullable PosterSpec poster,
      @Nullable StoryboardSpec storyboard,
      Duration segment,
      Extras extras,
      Copying copying) {
    this(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        null,
        null,
        null,
        copying,
        List.of(),
        Pictures.USUAL,
        null);
  }

  /** The same with different copying. */
  public RenderSpec withCopying(Copying other) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        hardware,
        part,
        group,
        other,
        sounds,
        pictures,
        search);
  }

  /** The same, with or without hardware encoders. */
  public RenderSpec withHardware(boolean wanted) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        wanted,
        part,
        group,
        copying,
        sounds,
        pictures,
        search);
  }

  /** The same with key frames at another distance. */
  public RenderSpec withGroup(@Nullable Duration length) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        hardware,
        part,
        length,
        copying,
        sounds,
        pictures,
        search);
  }

  /** The same with other sound renditions. */
  public RenderSpec withSounds(List<SoundRendition> others) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        hardware,
        part,
        group,
        copying,
        others,
        pictures,
        search);
  }

  /** The same with pictures that look otherwise. */
  public RenderSpec withPictures(Pictures look) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        hardware,
        part,
        group,
        copying,
        sounds,
        look,
        search);
  }

  /** The same with rungs that were chosen for the film. */
  public RenderSpec withSearch(@Nullable LadderSearch found) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        extras,
        hardware,
        part,
        group,
        copying,
        sounds,
        pictures,
        found);
  }

  /** The time between key frames of encoded rungs. */
  public Duration keyFrames() {
    return group == null ? segment : group;
  }

  /**
   * The spec for one part: the rungs that are not copied, and the extras that are measured on their
   * pictures.
   */
  public RenderSpec inPart(Part one) {
    List<Rung> encoded = copying.copiesVideo() ? rungs.subList(1, rungs.size()) : rungs;
    Extras seen =
        new Extras(false, extras.marks(), null, false, false, extras.quality(), extras.frames());
    return new RenderSpec(
        encoded,
        null,
        hls,
        mp4,
        null,
        null,
        segment,
        seen,
        hardware,
        one,
        group,
        Copying.NEVER,
        List.of(),
        pictures,
        search);
  }

  /** The same without the sampled frames, which the parts of the film have. */
  public RenderSpec withoutSamples() {
    FrameSpec frames = extras.frames();
    return frames == null ? this : withExtras(extras.with(new FrameSpec(frames.map(), null)));
  }

  private RenderSpec withExtras(Extras others) {
    return new RenderSpec(
        rungs,
        audio,
        hls,
        mp4,
        poster,
        storyboard,
        segment,
        others,
        hardware,
        part,
        group,
        copying,
        sounds,
        pictures,
        search);
  }

  /**
   * How encoded pictures and stills look.
   *
   * @param maxFrameRate the most pictures a second of an encoded rung; others are left out
   * @param background what is seen through transparent pictures, as 0xRRGGBB
   */
  public record Pictures(double maxFrameRate, int background) {

    /** At most 60 pictures a second, and black. */
    public static final Pictures USUAL = new Pictures(60, 0);
  }

  /**
   * How rungs were chosen for a film.
   *
   * @param sizes what became of each size of the ladder, largest first
   * @param pictures the number of pictures that were encoded for trial; 0 if none were
   * @param cpuMillis the processor time of the trial, in milliseconds
   */
  public record LadderSearch(List<SizeChoice> sizes, int pictures, long cpuMillis) {

    /** Copies the list. */
    public LadderSearch {
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * What became of a size of a ladder.
   *
   * @param rung the name of its rung
   * @param quality the quality that was chosen, in dB of a film of average difficulty; null if the
   *     rung was left out
   * @param bitRate what it takes of this film by the trial, in bits per second; 0 if not tried
   * @param xpsnr how close its pictures, enlarged to the largest size, are to the film's by the
   *     trial, in dB; 0 if not tried
   * @param reason why, in one sentence
   */
  public record SizeChoice(
      String rung, @Nullable Double quality, long bitRate, double xpsnr, String reason) {}

  /**
   * One video rendition.
   *
   * @param name such as {@code 720p}; unique in the spec, lower-case letters, digits and dashes
   *     only
   * @param width in square pixels, even, at least 16
   * @param height in square pixels, even, at least 16
   * @param bitRate in bits per second: the target, or, with a quality, the most
   * @param codec the codec; H.264 if null
   * @param quality the XPSNR in dB of a film of average difficulty, or null if the bit rate is the
   *     target
   * @param speed how much work is put into saving bits, where a quality is asked for
   * @param range how bright pictures may be; SDR if null
   */
  public record Rung(
      String name,
      int width,
      int height,
      long bitRate,
      @Nullable VideoCodec codec,
      @Nullable Double quality,
      @Nullable Speed speed,
      @Nullable VideoRange range) {

    /**
     * Rungs stored by an earlier release may lack the codec, which then defaults to H.264, the
     * speed, and the range. They have no quality, since they were made by bit rate.
     */
    public Rung {
      codec = codec == null ? VideoCodec.H264 : codec;
      speed = speed == null ? Speed.FAST : speed;
      range = range == null ? VideoRange.SDR : range;
    }

    /** The size of its pictures. */
    public PictureSize size() {
      return new PictureSize(width, height);
    }

    /** Whether its pictures have a high dynamic range. */
    public boolean hdr() {
      return Objects.requireNonNull(range).hdr();
    }

    /** A rung of a bit rate. */
    public Rung(String name, int width, int height, long bitRate, VideoCodec codec) {
      this(name, width, height, bitRate, codec, null, null, null);
    }

    /** A rung of a bit rate in H.264. */
    public Rung(String name, int width, int height, long bitRate) {
      this(name, width, height, bitRate, VideoCodec.H264);
    }

    /** The same of a quality, with its bit rate as the most. */
    public Rung withQuality(double xpsnr, Speed work) {
      return new Rung(name, width, height, bitRate, codec, xpsnr, work, range);
    }

    /** The same in another range, with a name of its own. */
    public Rung in(VideoRange other) {
      String called = other.hdr() ? name + "-hdr" : name;
      return new Rung(called, width, height, bitRate, codec, quality, speed, other);
    }
  }

  /**
   * One sound rendition of the HLS package, always in AAC.
   *
   * @param name its folder; unique in the spec, lower-case letters, digits and dashes only
   * @param sources the track that it is made from, or several tracks of one channel each
   * @param channels 1, 2, or 6 for 5.1
   * @param bitRate target, in bits per second
   */
  public record SoundRendition(String name, List<SoundSource> sources, int channels, long bitRate) {

    /** Copies the list. */
    public SoundRendition {
      sources = List.copyOf(sources);
    }

    /** The same with two channels, at twice the bit rate. */
    public SoundRendition widened() {
      return new SoundRendition(name, sources, 2, 2 * bitRate);
    }
  }

  /**
   * A sound track of the source.
   *
   * @param index position among the file's streams, from 0
   * @param loudspeaker libav's name of the loudspeaker of its only channel, such as {@code FL}, if
   *     the track is joined with others; else null
   */
  public record SoundSource(int index, @Nullable String loudspeaker) {}

  /**
   * How sound is encoded.
   *
   * @param bitRate target of the main rendition, in bits per second
   * @param channels 1 or 2
   * @param loudness target programme loudness in LUFS (EBU R 128), or null to leave the sound as it
   *     is; the gain is reduced to avoid peaks above -1 dBTP
   */
  public record AudioSpec(
      long bitRate, int channels, @Nullable Double loudness) {

    /** Sound with unchanged loudness. */
    public AudioSpec(long bitRate, int channels) {
      this(bitRate, channels, null);
    }
  }

  /**
   * The poster.
   *
   * @param maxWidth the picture is scaled down to fit in this many pixels, never up
   * @param maxHeight likewise
   * @param candidates how many pictures, spread over the film, are considered; at least 1
   * @param at the time of the only picture that is considered, from the media's start, or null
   * @param faces whether pictures with faces are preferred, where OpenCV is on the class path
   */
  public record PosterSpec(
      int maxWidth, int maxHeight, int candidates, @Nullable Duration at, boolean faces) {

    /** The best of several pictures, whether there are faces in it or not. */
    public PosterSpec(int maxWidth, int maxHeight, int candidates) {
      this(maxWidth, maxHeight, candidates, null, false);
    }

    /** The same, or the picture at a time. */
    public PosterSpec at(@Nullable Duration time) {
      return new PosterSpec(maxWidth, maxHeight, candidates, time, faces);
    }

    /** The same with or without a preference for faces. */
    public PosterSpec withFaces(boolean preferred) {
      return new PosterSpec(maxWidth, maxHeight, candidates, at, preferred);
    }
  }

  /**
   * Additional outputs.
   *
   * @param waveform whether a waveform of the sound is made, as data and as a picture
   * @param marks whether scenes, black and frozen pictures and silence are detected
   * @param preview the animated preview, or null for none
   * @param subtitles whether text subtitle tracks are converted to WebVTT
   * @param soundFile whether the sound is also written to a separate file
   * @param quality whether the encoded pictures of rungs are compared with the originals
   * @param frames what is made of the single frames, or null for nothing
   */
  public record Extras(
      boolean waveform,
      boolean marks,
      @Nullable PreviewSpec preview,
      boolean subtitles,
      boolean soundFile,
      boolean quality,
      @Nullable FrameSpec frames) {

    /** Extras that make nothing of the single frames. */
    public Extras(
        boolean waveform,
        boolean marks,
        @Nullable PreviewSpec preview,
        boolean subtitles,
        boolean soundFile,
        boolean quality) {
      this(waveform, marks, preview, subtitles, soundFile, quality, null);
    }

    /** Extras without subtitles, sound file and quality. */
    public Extras(boolean waveform, boolean marks, @Nullable PreviewSpec preview) {
      this(waveform, marks, preview, false, false, false);
    }

    /** The same with something else made of the single frames. */
    public Extras with(@Nullable FrameSpec others) {
      return new Extras(waveform, marks, preview, subtitles, soundFile, quality, others);
    }

    /** No extras. */
    public static final Extras NONE = new Extras(false, false, null);
  }

  /**
   * What is made of the single frames of a film.
   *
   * @param map whether the map of all frames becomes an artifact
   * @param sampled the frames that are kept as pictures, or null for none
   */
  public record FrameSpec(boolean map, @Nullable SampledFrames sampled) {

    /** The file that holds the map of a film, or of a part of it. */
    public static final String MAP_FILE = "frames.json";

    /** The name of the map among outputs of its kind. */
    public static final String MAP_NAME = "frames";

    /** The name of the sampled pictures among outputs of their kind. */
    public static final String SAMPLES_NAME = "samples";

    /** The media type of the file of sampled pictures. */
    public static final String SAMPLES_TYPE = "application/octet-stream";
  }

  /**
   * A part of the film, cut at key frames.
   *
   * @param from presentation time of its first picture, from the media's start; zero for the first
   *     part
   * @param until presentation time of the first picture after it, or the media's end
   * @param keys whether each key frame of the source must also be one in the rungs, because a
   *     copied rung has its key frames there
   * @param firstFrame the number of its first picture in the film, as the packets say
   * @param adopted the names of the rungs that are not encoded in it, because an earlier run of the
   *     video has made them; none in parts stored by an earlier release
   */
  public record Part(
      Duration from, Duration until, boolean keys, long firstFrame, Set<String> adopted) {

    /** Copies the set. */
    public Part {
      adopted = adopted == null ? Set.of() : Set.copyOf(adopted);
    }

    /** The same without some rungs. */
    public Part without(Set<String> rungs) {
      return new Part(from, until, keys, firstFrame, rungs);
    }

    /** A part of which all rungs are encoded. */
    public Part(Duration from, Duration until, boolean keys, long firstFrame) {
      this(from, until, keys, firstFrame, Set.of());
    }

    /** A part whose frames nobody counts. */
    public Part(Duration from, Duration until, boolean keys) {
      this(from, until, keys, 0);
    }
  }

  /**
   * The animated preview.
   *
   * @param maxWidth the picture is scaled down, never up, to fit in a square with sides of this
   *     many pixels
   * @param pictures the most pictures, spread over the film; black ones and cards are left out
   * @param pause how long each is shown
   * @param quality 0 to 100; higher is better
   */
  public record PreviewSpec(int maxWidth, int pictures, Duration pause, int quality) {}

  /**
   * The storyboard.
   *
   * @param tileWidth width of one tile in pixels, even; the height follows the display aspect
   * @param maxTiles the maximum number of tiles in the sprite
   * @param minInterval the minimum time between two tiles
   */
  public record StoryboardSpec(int tileWidth, int maxTiles, Duration minInterval) {}
}
