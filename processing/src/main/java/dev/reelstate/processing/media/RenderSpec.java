package dev.reelstate.processing.media;

import dev.reelstate.processing.recipe.VideoCodec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything one pass over a source is asked to make. A plain value: it is stored with the task and
 * sent to the worker.
 *
 * @param rungs the video renditions, largest first, each with even sides; empty for sound alone or
 *     pictures alone
 * @param audio how sound is encoded, or null for none
 * @param hls whether the rungs (and the sound) are packaged as CMAF HLS with a master playlist
 * @param mp4 whether the largest rung (and the sound) also becomes one MP4 file with its index in
 *     front
 * @param poster the poster picture, or null for none
 * @param storyboard the sprite and its WebVTT cues, or null for none
 * @param segment target length of an HLS segment; key frames are placed at its multiples in every
 *     rung
 * @param extras what is made besides
 * @param hardware whether encoders of the machine's hardware may be used; null is yes
 * @param part the part of the film's time that is encoded, for later joining, or null for all of it
 *     at once
 * @param copying which streams of the source are copied rather than encoded; nothing is if the
 *     packets do not allow it
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
    Copying copying) {

  /**
   * Copies the list. Without a word on extras and copying, as in what an earlier release has
   * stored, there is none.
   */
  public RenderSpec {
    rungs = List.copyOf(rungs);
    extras = extras == null ? Extras.NONE : extras;
    copying = copying == null ? Copying.NEVER : copying;
  }

  /** All of the film's time at once. */
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
    this(rungs, audio, hls, mp4, poster, storyboard, segment, extras, null, null, copying);
  }

  /** The same with other streams copied. */
  public RenderSpec withCopying(Copying other) {
    return new RenderSpec(
        rungs, audio, hls, mp4, poster, storyboard, segment, extras, hardware, part, other);
  }

  /** The same, with or without the hardware's encoders. */
  public RenderSpec withHardware(boolean wanted) {
    return new RenderSpec(
        rungs, audio, hls, mp4, poster, storyboard, segment, extras, wanted, part, copying);
  }

  /**
   * What of it is encoded in parts: the rungs that are not copied, and what is seen in their
   * pictures.
   */
  public RenderSpec inPart(Part one) {
    List<Rung> encoded = copying.copiesVideo() ? rungs.subList(1, rungs.size()) : rungs;
    Extras seen = new Extras(false, extras.marks(), null, false, false, extras.quality());
    return new RenderSpec(
        encoded, null, hls, mp4, null, null, segment, seen, hardware, one, Copying.NEVER);
  }

  /**
   * One video rendition.
   *
   * @param name such as {@code 720p}; unique in the spec, lower-case letters, digits and dashes
   *     only
   * @param width in square pixels, even, at least 16
   * @param height in square pixels, even, at least 16
   * @param bitRate target, in bits per second
   * @param codec what it is encoded with; H.264 if null
   */
  public record Rung(
      String name,
      int width,
      int height,
      long bitRate,
      @Nullable VideoCodec codec) {

    /** Without a word on the codec, as in what an earlier release has stored, it is H.264. */
    public Rung {
      codec = codec == null ? VideoCodec.H264 : codec;
    }

    /** A rung in H.264. */
    public Rung(String name, int width, int height, long bitRate) {
      this(name, width, height, bitRate, VideoCodec.H264);
    }
  }

  /**
   * The one sound rendition.
   *
   * @param bitRate target, in bits per second
   * @param channels 1 or 2
   * @param loudness programme loudness to bring it to, in LUFS (EBU R 128), or null to leave it as
   *     it is; peaks above -1 dBTP are avoided by raising it less
   */
  public record AudioSpec(
      long bitRate, int channels, @Nullable Double loudness) {

    /** Sound as loud as it is. */
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
   */
  public record PosterSpec(int maxWidth, int maxHeight, int candidates) {}

  /**
   * What is made besides.
   *
   * @param waveform whether the outline of the sound is made, as data and as a picture
   * @param marks whether scenes, black and frozen pictures and silence are looked for
   * @param preview the animated preview, or null for none
   * @param subtitles whether tracks of subtitles that are text become WebVTT
   * @param soundFile whether the sound also becomes a file of its own
   * @param quality whether the pictures of rungs are compared with those they were encoded from
   */
  public record Extras(
      boolean waveform,
      boolean marks,
      @Nullable PreviewSpec preview,
      boolean subtitles,
      boolean soundFile,
      boolean quality) {

    /** Without the others. */
    public Extras(boolean waveform, boolean marks, @Nullable PreviewSpec preview) {
      this(waveform, marks, preview, false, false, false);
    }

    /** Nothing. */
    public static final Extras NONE = new Extras(false, false, null);
  }

  /**
   * A part of the film's time, cut at key frames.
   *
   * @param from presentation time of its first picture, from the media's start; zero for the first
   *     part
   * @param until presentation time of the first picture after it, or the media's end
   * @param keys whether each key frame of the source has to be one in the rungs, as another rung
   *     that is copied has them there
   */
  public record Part(Duration from, Duration until, boolean keys) {}

  /**
   * The animated preview.
   *
   * @param maxWidth the picture is scaled down to fit in a square of so many pixels, never up
   * @param pictures how many pictures, spread over the film
   * @param pause how long each is shown
   * @param quality 0 to 100, best last
   */
  public record PreviewSpec(int maxWidth, int pictures, Duration pause, int quality) {}

  /**
   * The storyboard.
   *
   * @param tileWidth width of one tile in pixels, even; the height follows the display aspect
   * @param maxTiles the most tiles in the sprite
   * @param minInterval the shortest time between two tiles
   */
  public record StoryboardSpec(int tileWidth, int maxTiles, Duration minInterval) {}
}
