package dev.reelstate.video;

import dev.reelstate.StoredText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something produced from a video and kept in the storage. It exists from the commit of the task
 * that produced it.
 *
 * <p>Kinds are an open set of lower-case words; those of Reelstate are constants here, and a host's
 * steps add their own. Immutable and thread-safe.
 *
 * @param kind the kind, such as {@link #POSTER}; a {@linkplain StoredText word}, like name and step
 * @param name distinguishes artifacts of one kind, such as {@code 720p}; unique per kind and
 *     generation
 * @param generation which processing run of the video produced it, from 1; 0 if it was given by the
 *     host and stays with the video
 * @param step the step that produced it, or {@link #GIVEN}
 * @param key the storage key of the file to open first; further files of the same artifact are
 *     below the same folder
 * @param contentType media type of that file
 * @param width in pixels, or null if not applicable
 * @param height in pixels, or null if not applicable
 * @param duration presentation duration, or null if not applicable
 * @param bytes total size of all its files
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
   * @throws IllegalArgumentException if a word is too long, or a text contains characters that no
   *     store can keep
   */
  public Artifact {
    StoredText.word("the artifact's kind", kind);
    StoredText.word("the artifact's name", name);
    StoredText.word("the artifact's step", step);
    StoredText.text("the artifact's key", key);
    StoredText.text("the artifact's content type", contentType);
  }

  /** Stands for the step of artifacts that the host has given. */
  public static final String GIVEN = "given";

  /** A still picture that represents the video, JPEG, or PNG if the host gave one. */
  public static final String POSTER = "poster";

  /** A sprite of thumbnails spread over the video, JPEG. */
  public static final String STORYBOARD = "storyboard";

  /** WebVTT cues that map times to parts of the {@link #STORYBOARD}. */
  public static final String STORYBOARD_CUES = "storyboard_cues";

  /** A short animated preview of the whole video, WebP. */
  public static final String PREVIEW = "preview";

  /** The audio waveform as a picture, PNG. */
  public static final String WAVEFORM = "waveform";

  /** The audio waveform as JSON, in the format of audiowaveform. */
  public static final String WAVEFORM_DATA = "waveform_data";

  /** The times at which scenes begin and at which the video is black, frozen or silent, JSON. */
  public static final String MARKS = "marks";

  /** The number and the times of every frame, JSON; see {@code FrameMap} of the processing. */
  public static final String FRAME_MAP = "frame_map";

  /** Subtitles in one language, WebVTT. */
  public static final String SUBTITLES = "subtitles";

  /** The chapters of the video, WebVTT cues with their titles. */
  public static final String CHAPTERS = "chapters";

  /** One progressive MP4 file with its index at the front. */
  public static final String MP4 = "mp4";

  /** The audio alone, one M4A file with its index at the front. */
  public static final String SOUND = "sound";

  /** A CMAF HLS package; the key is its master playlist. */
  public static final String HLS = "hls";

  /**
   * How the outputs were made, JSON: which streams were copied, why others were not, and which
   * non-fatal problems occurred.
   */
  public static final String RENDER_REPORT = "render_report";

  /**
   * What a later run of the video needs to know so that it makes only what is missing, JSON: what
   * each output was made from, and the sizes and checksums of its files.
   */
  public static final String INVENTORY = "inventory";

  /** A DASH manifest over the segments of the {@link #HLS} package. */
  public static final String DASH = "dash";

  /** One rendition inside an {@link #HLS} package; the key is its media playlist. */
  public static final String HLS_RENDITION = "hls_rendition";
}
