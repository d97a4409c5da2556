package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something made from a video and kept in the storage. It exists from the commit of the task that
 * made it.
 *
 * <p>Kinds are an open set of lower-case words; those made by Reelstate are constants here, a
 * host's steps add their own. Immutable and thread-safe.
 *
 * @param kind such as {@link #POSTER}; a {@linkplain StoredText word}, as are name and step
 * @param name tells artifacts of one kind apart, such as {@code 720p}; unique per kind and
 *     generation
 * @param generation which processing of the video made it, from 1
 * @param step the step that made it
 * @param key where the storage keeps the file to open first; further files of the same artifact lie
 *     below the same folder
 * @param contentType media type of that file
 * @param width in pixels, or null where that means nothing
 * @param height in pixels, or null where that means nothing
 * @param duration presented time, or null where that means nothing
 * @param bytes size of all its files together
 * @param copied whether the media stream was copied rather than encoded
 */
public record Artifact(
    String kind,
    String name,
    int generation,
    String step,
    String key,
    String contentType,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Duration duration,
    long bytes,
    boolean copied) {

  /**
   * Checks that every store can keep it.
   *
   * @throws IllegalArgumentException if a word is too long, or a text has what no store can keep
   */
  public Artifact {
    StoredText.word("the artifact's kind", kind);
    StoredText.word("the artifact's name", name);
    StoredText.word("the artifact's step", step);
    StoredText.text("the artifact's key", key);
    StoredText.text("the artifact's content type", contentType);
  }

  /** A still picture that stands for the video, JPEG. */
  public static final String POSTER = "poster";

  /** A sprite of small pictures spread over the video, JPEG. */
  public static final String STORYBOARD = "storyboard";

  /** WebVTT cues that say which part of the {@link #STORYBOARD} belongs to which time. */
  public static final String STORYBOARD_CUES = "storyboard_cues";

  /** A short animated picture of the whole video, WebP. */
  public static final String PREVIEW = "preview";

  /** The outline of the sound as a picture, PNG. */
  public static final String WAVEFORM = "waveform";

  /** The outline of the sound as JSON, in the format of audiowaveform. */
  public static final String WAVEFORM_DATA = "waveform_data";

  /** Where scenes begin and pictures are black, frozen or silent, JSON. */
  public static final String MARKS = "marks";

  /** What is said in the video, in one language, WebVTT. */
  public static final String SUBTITLES = "subtitles";

  /** One progressive MP4 file with its index in front. */
  public static final String MP4 = "mp4";

  /** The sound alone, one M4A file with its index in front. */
  public static final String SOUND = "sound";

  /** A CMAF HLS package; the key is its master playlist. */
  public static final String HLS = "hls";

  /**
   * How the outputs were made, JSON: which streams were copied, why others were not, and what went
   * wrong without spoiling them.
   */
  public static final String RENDER_REPORT = "render_report";

  /** A DASH manifest over the segments of the {@link #HLS} package. */
  public static final String DASH = "dash";

  /** One rendition inside an {@link #HLS} package; the key is its media playlist. */
  public static final String HLS_RENDITION = "hls_rendition";
}
