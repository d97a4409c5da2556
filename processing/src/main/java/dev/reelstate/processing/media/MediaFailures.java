package dev.reelstate.processing.media;

import dev.reelstate.processing.machine.FullDisk;
import dev.reelstate.processing.media.container.RefusedFormat;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The failures of this package, each with one sentence for people. */
public final class MediaFailures {

  private MediaFailures() {}

  private static final String ACCEPTED =
      "upload MP4, MOV, Matroska, WebM, AVI, FLV, MPEG or a common sound format.";

  /** A file whose first bytes match no accepted container. */
  public static Failure notAccepted() {
    return Failure.permanent(
        FailureCode.NOT_MEDIA, "The file is not an accepted video or sound file; " + ACCEPTED);
  }

  /**
   * A file that is called what it is, if it can be told.
   *
   * @param head its first bytes, which match no accepted container
   */
  public static Failure notAccepted(byte[] head) {
    return RefusedFormat.of(head)
        .map(MediaFailures::notAccepted)
        .orElseGet(MediaFailures::notAccepted);
  }

  private static Failure notAccepted(RefusedFormat format) {
    return format.media()
        ? Failure.permanent(
            FailureCode.UNSUPPORTED_CONTAINER,
            "The file is " + format.name() + ", which is not supported; " + ACCEPTED)
        : Failure.permanent(
            FailureCode.NOT_MEDIA,
            "The file is " + format.name() + ", not a video or sound file; " + ACCEPTED);
  }

  /** A picture that stands still, in a format that can also move. */
  public static MediaException stillPicture() {
    return permanent(
        FailureCode.NOT_MEDIA, "The file is a single picture, not a film; upload a moving one.");
  }

  public static MediaException empty() {
    return permanent(FailureCode.EMPTY_FILE, "The file is empty.");
  }

  public static MediaException notMedia(String container) {
    return permanent(
        FailureCode.NOT_MEDIA,
        "The file is not an accepted video or audio container (\"" + container + "\").");
  }

  public static MediaException damaged(String detail) {
    return new MediaException(Failure.permanent(
            FailureCode.DAMAGED, "The file is damaged or truncated, and nothing in it can be read.")
        .withDetail(detail));
  }

  public static MediaException noStreams() {
    return permanent(FailureCode.NO_STREAMS, "The file has neither pictures nor sound.");
  }

  /** A file that describes tracks, and has neither pictures nor sound for them. */
  public static MediaException onlyHeader() {
    return permanent(
        FailureCode.NO_STREAMS,
        "The file is only a header: it describes pictures or sound, but holds none.");
  }

  /** A file of which nothing arrived but the header, which says that there was more. */
  public static MediaException cutBehindHeader() {
    return permanent(
        FailureCode.DAMAGED,
        "The file was cut off behind its header: the pictures and the sound that it describes are"
            + " missing. Upload it again, as a whole.");
  }

  public static MediaException tooLong(Duration found, Duration allowed) {
    return permanent(
        FailureCode.LIMIT_EXCEEDED,
        "The film lasts " + inWords(found) + "; the limit is " + inWords(allowed) + ".");
  }

  public static MediaException limit(String what, long found, long allowed) {
    return permanent(
        FailureCode.LIMIT_EXCEEDED,
        String.format(Locale.ROOT, "The file has %,d %s; the limit is %,d.", found, what, allowed));
  }

  /** A file that demands more work than its size justifies or than is allowed at all. */
  public static MediaException tooCostly(String what, long found, long allowed) {
    return permanent(
        FailureCode.TOO_COSTLY,
        String.format(
            Locale.ROOT,
            "The file has %,d %s; a file of its size may have %,d. Upload a shorter or smaller"
                + " version, or raise the limits of the platform.",
            found,
            what,
            allowed));
  }

  /** A file whose list of samples cannot be read, or is far larger than the file. */
  public static MediaException unlistable() {
    return permanent(
        FailureCode.TOO_COSTLY,
        "The file lists more samples of media than a file of its size can have, or its list is"
            + " damaged. Upload a repaired version.");
  }

  /** A file whose reading took more processor time than its size justifies. */
  public static Failure readingTooCostly(Duration allowed) {
    return Failure.permanent(
        FailureCode.TOO_COSTLY,
        "Reading the file took more than the " + inWords(allowed)
            + " of processor time that a file of its size may take. Upload it in another form, or raise the limits of the"
            + " platform.");
  }

  public static MediaException tooDemanding(String detail) {
    return new MediaException(Failure.permanent(
            FailureCode.LIMIT_EXCEEDED,
            "The file needs more streams or larger blocks of memory than allowed.")
        .withDetail(detail));
  }

  static MediaException outputLimit(long allowed) {
    return permanent(
        FailureCode.LIMIT_EXCEEDED,
        String.format(Locale.ROOT, "The outputs would exceed the limit of %,d bytes.", allowed));
  }

  /**
   * A file of which no stream can be decoded.
   *
   * @param codecs their names, as people know them
   */
  public static MediaException unsupportedCodec(String codecs) {
    return new MediaException(Failure.permanent(
            FailureCode.UNSUPPORTED_CODEC,
            "The film cannot be decoded here, as its codecs are not supported: " + codecs + ".")
        .withFacts(Map.of("codecs", codecs)));
  }

  /** Pictures whose colours only Dolby's own decoder can tell. */
  public static MediaException dolbyVision(int profile) {
    String name = "Dolby Vision profile " + profile;
    return new MediaException(Failure.permanent(
            FailureCode.UNSUPPORTED_CODEC,
            "The pictures are in " + name + ", whose colours cannot be shown here; upload the film"
                + " in HDR10, HLG or a standard range.")
        .withFacts(Map.of("codecs", name)));
  }

  /**
   * A file that is encrypted, in whole or in part.
   *
   * @param scheme what encrypts it, as people know it
   */
  public static MediaException encrypted(String scheme) {
    return new MediaException(Failure.permanent(
            FailureCode.ENCRYPTED,
            "The film is encrypted, in whole or in part (" + scheme
                + "); upload it without copy protection.")
        .withFacts(Map.of("encryption", scheme)));
  }

  public static MediaException nothingDecoded() {
    return permanent(
        FailureCode.NOTHING_DECODED, "No picture or sample of the file could be decoded.");
  }

  /** A frame that the map of a film has, but the film has not. */
  public static MediaException frameMissing(long number) {
    return permanent(
        FailureCode.DAMAGED,
        "The film does not have frame " + number + " as its frame map says; the file was damaged or"
            + " replaced after it was processed. Process it again.");
  }

  public static MediaException invalidOutput(String output, String finding) {
    return new MediaException(Failure.retryable(
        FailureCode.OUTPUT_INVALID,
        "An output did not pass its check: " + output + " " + finding + "."));
  }

  /** A rung for whose codec and range there is no encoder. */
  public static MediaException noEncoder(RenderSpec.Rung rung) {
    String what = rung.codec() + (rung.hdr() ? " of a high dynamic range" : "");
    return permanent(
        FailureCode.ENCODER_MISSING,
        "No encoder for " + what + " is here, so the rung " + rung.name() + " cannot be made; add"
            + " FFmpeg's GPL natives (org.bytedeco:ffmpeg, with -gpl after the platform), or leave"
            + " the codec out of the recipe.");
  }

  public static MediaException internal(Throwable cause) {
    MediaException exception = new MediaException(Failure.permanent(
            FailureCode.INTERNAL, "The media could not be processed because of an internal error.")
        .withDetail(cause.toString()));
    exception.initCause(cause);
    return exception;
  }

  /** Distinguishes a full disk from an unreachable one, since they call for different actions. */
  public static MediaException storage(IOException cause) {
    if (cause instanceof OutputTooLarge exceeded) {
      return outputLimit(exceeded.limit());
    }
    boolean full = FullDisk.isCauseOf(cause);
    Failure failure = full
        ? Failure.retryable(
            FailureCode.STORAGE_FULL, "The disk that the outputs are written to is full.")
        : Failure.retryable(
            FailureCode.STORAGE_UNAVAILABLE, "A file could not be read or written.");
    MediaException exception = new MediaException(failure.withDetail(cause.toString()));
    exception.initCause(cause);
    return exception;
  }

  private static MediaException permanent(FailureCode code, String message) {
    return new MediaException(Failure.permanent(code, message));
  }

  /** Hours and minutes, such as {@code 26 hours 3 minutes}; seconds only below an hour. */
  private static String inWords(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, duration.toHours(), "hour");
    add(parts, duration.toMinutesPart(), "minute");
    if (duration.toHours() == 0) {
      add(parts, duration.toSecondsPart(), "second");
    }
    return parts.isEmpty() ? "less than a second" : String.join(" ", parts);
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
