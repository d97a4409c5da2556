package dev.reelstate.processing.media;

import dev.reelstate.processing.recipe.VideoCodec;
import java.time.Duration;
import java.util.List;
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
    Pictures pictures) {

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
        Pictures.USUAL);
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
        pictures);
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
        pictures);
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
        pictures);
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
        pictures);
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
        look);
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
    Extras seen = new Extras(false, extras.marks(), null, false, false, extras.quality());
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
        pictures);
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
   * One video rendition.
   *
   * @param name such as {@code 720p}; unique in the spec, lower-case letters, digits and dashes
   *     only
   * @param width in square pixels, even, at least 16
   * @param height in square pixels, even, at least 16
   * @param bitRate target, in bits per second
   * @param codec the codec; H.264 if null
   */
  public record Rung(
      String name,
      int width,
      int height,
      long bitRate,
      @Nullable VideoCodec codec) {

    /** Rungs stored by an earlier release may lack the codec, which then defaults to H.264. */
    public Rung {
      codec = codec == null ? VideoCodec.H264 : codec;
    }

    /** A rung in H.264. */
    public Rung(String name, int width, int height, long bitRate) {
      this(name, width, height, bitRate, VideoCodec.H264);
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
   */
  public record PosterSpec(
      int maxWidth, int maxHeight, int candidates, @Nullable Duration at) {

    /** The best of several pictures. */
    public PosterSpec(int maxWidth, int maxHeight, int candidates) {
      this(maxWidth, maxHeight, candidates, null);
    }

    /** The same, or the picture at a time. */
    public PosterSpec at(@Nullable Duration time) {
      return new PosterSpec(maxWidth, maxHeight, candidates, time);
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
   */
  public record Extras(
      boolean waveform,
      boolean marks,
      @Nullable PreviewSpec preview,
      boolean subtitles,
      boolean soundFile,
      boolean quality) {

    /** Extras without subtitles, sound file and quality. */
    public Extras(boolean waveform, boolean marks, @Nullable PreviewSpec preview) {
      this(waveform, marks, preview, false, false, false);
    }

    /** No extras. */
    public static final Extras NONE = new Extras(false, false, null);
  }

  /**
   * A part of the film, cut at key frames.
   *
   * @param from presentation time of its first picture, from the media's start; zero for the first
   *     part
   * @param until presentation time of the first picture after it, or the media's end
   * @param keys whether each key frame of the source must also be one in the rungs, because a
   *     copied rung has its key frames there
   */
  public record Part(Duration from, Duration until, boolean keys) {}

  /**
   * The animated preview.
   *
   * @param maxWidth the picture is scaled down, never up, to fit in a square with sides of this
   *     many pixels
   * @param pictures the number of pictures, spread over the film
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
