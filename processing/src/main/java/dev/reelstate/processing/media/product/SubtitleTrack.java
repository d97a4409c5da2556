package dev.reelstate.processing.media.product;

import dev.reelstate.processing.media.libav.Decoders;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.PackagedCaptions;
import dev.reelstate.processing.media.packaging.WebVtt;
import dev.reelstate.processing.media.packaging.WebVtt.Cue;
import dev.reelstate.video.OtherTrack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVSubtitle;
import org.bytedeco.ffmpeg.avcodec.AVSubtitleRect;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Converts a text subtitle track to WebVTT: texts and times, without fonts, colours and positions.
 * Used by one thread.
 */
public final class SubtitleTrack implements AutoCloseable {

  private static final Set<String> TEXT =
      Set.of("subrip", "ass", "ssa", "mov_text", "webvtt", "text");

  /**
   * libav returns every text as an ASS event, whose last field, after this many commas, is the
   * text.
   */
  private static final int FIELDS_BEFORE_TEXT = 8;

  /** More than any film has: one every two seconds for twelve hours. */
  private static final int MOST_CUES = 22_000;

  /** More characters than any film has: twelve hours of fast speech. */
  private static final int MOST_TEXT = 1_000_000;

  /** The length of a cue that does not state its end. */
  private static final long USUAL_LENGTH = 3L * TimeBase.MEDIA.den();

  private static final TimeBase MILLIS = new TimeBase(1, 1000);

  private static final int LONGEST_TITLE = 80;

  private final int number;
  private final OtherTrack track;
  private final long start;
  private final long end;
  private final TimeBase timeBase;
  private final String title;
  private final int disposition;
  private final AVCodecContext context;
  private final List<Cue> cues = new ArrayList<>();
  private long characters;
  private boolean tooLong;

  /**
   * Creates a track.
   *
   * @param number its position among the converted tracks
   * @param start presentation time of the media's start, in media ticks
   * @param end the media's end, in media ticks from its start
   */
  public SubtitleTrack(int number, OtherTrack track, AVStream stream, long start, long end)
      throws LibavException {
    this.number = number;
    this.track = track;
    this.start = start;
    this.end = end;
    this.timeBase = TimeBase.of(stream.time_base());
    this.title = title(stream);
    this.disposition = stream.disposition();
    AVCodec codec = Decoders.find(stream.codecpar().codec_id())
        .orElseThrow(
            () -> new LibavException(avutil.AVERROR_DECODER_NOT_FOUND(), "find a decoder"));
    context = LibavException.present(avcodec.avcodec_alloc_context3(codec), "make a decoder");
    try {
      LibavException.check(
          avcodec.avcodec_parameters_to_context(context, stream.codecpar()), "set up the decoder");
      timeBase.copyTo(context.pkt_timebase());
      LibavException.check(
          avcodec.avcodec_open2(context, codec, (AVDictionary) null), "open the decoder");
    } catch (LibavException e) {
      avcodec.avcodec_free_context(context);
      throw e;
    }
  }

  /** Whether a track contains text rather than pictures of text. */
  public static boolean isText(OtherTrack track) {
    return track.type().equals("subtitle") && TEXT.contains(String.valueOf(track.codec()));
  }

  public int index() {
    return track.index();
  }

  /** The track that is converted. */
  public OtherTrack track() {
    return track;
  }

  /** The number, and the language if it is known. */
  String name() {
    return language() == null ? Integer.toString(number) : number + "-" + language();
  }

  /** The BCP 47 tag of the language that the source states, or null if it states none. */
  @Nullable
  String language() {
    return SubtitleLabels.tag(track.language());
  }

  /** The source's title of the track, or an empty text. */
  String title() {
    return title;
  }

  /** The title comes from the file, so it must not be able to end an attribute or a line. */
  private static String title(AVStream stream) {
    AVDictionaryEntry entry = avutil.av_dict_get(stream.metadata(), "title", null, 0);
    String said = entry == null ? "" : entry.value().getString(StandardCharsets.UTF_8);
    String line = said.replaceAll("[\\s\\p{Cntrl}\"]+", " ").strip();
    return line.codePointCount(0, line.length()) > LONGEST_TITLE
        ? line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE)).strip()
        : line;
  }

  /** Whether it contains only what must be read, such as signs. */
  boolean forced() {
    return (disposition & avformat.AV_DISPOSITION_FORCED) != 0;
  }

  /** Whether it also describes sounds, for people who cannot hear them. */
  boolean descriptive() {
    return (disposition & avformat.AV_DISPOSITION_HEARING_IMPAIRED) != 0;
  }

  /** The mean rate of its text, in bits per second; at least 1. */
  long bitRate() {
    return Math.max(1, Math.round(characters * 8 / TimeBase.MEDIA.seconds(end)));
  }

  /**
   * Whether the track has more text than any film. It then has no cues, since memory is needed for
   * the film itself.
   */
  public boolean isTooLong() {
    return tooLong;
  }

  /** Decodes a packet; the caller keeps ownership. Packets that cannot be decoded are skipped. */
  public void accept(AVPacket packet) {
    tooLong |= characters + packet.size() > MOST_TEXT || cues.size() >= MOST_CUES;
    if (tooLong) {
      cues.clear();
      return;
    }
    int[] got = {0};
    try (AVSubtitle subtitle = new AVSubtitle()) {
      int code = avcodec.avcodec_decode_subtitle2(context, subtitle, got, packet);
      if (code >= 0 && got[0] != 0) {
        add(packet, subtitle);
        avcodec.avsubtitle_free(subtitle);
      }
    }
  }

  private void add(AVPacket packet, AVSubtitle subtitle) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < subtitle.num_rects(); i++) {
      AVSubtitleRect rect = subtitle.rects(i);
      BytePointer said = rect.ass() == null ? rect.text() : rect.ass();
      if (said != null) {
        String line = said.getString(StandardCharsets.UTF_8);
        text.append(text.isEmpty() ? "" : "\n")
            .append(rect.ass() == null ? WebVtt.escaped(line) : plain(line));
      }
    }
    if (text.isEmpty() || packet.pts() == avutil.AV_NOPTS_VALUE) {
      return;
    }
    long from = timeBase.toMedia(packet.pts()) - start;
    long until = Math.min(end, from + length(packet, subtitle));
    if (until > Math.max(0, from)) {
      cues.add(new Cue(Math.max(0, from), until, text.toString()));
      characters += text.length();
    }
  }

  private long length(AVPacket packet, AVSubtitle subtitle) {
    if (packet.duration() > 0) {
      return timeBase.toMedia(packet.duration());
    }
    long millis = Integer.toUnsignedLong(subtitle.end_display_time());
    return millis == 0 || millis == 0xFFFF_FFFFL ? USUAL_LENGTH : MILLIS.toMedia(millis);
  }

  /** The text of an ASS event. */
  static String plain(String event) {
    int at = 0;
    for (int field = 0; field < FIELDS_BEFORE_TEXT; field++) {
      at = event.indexOf(',', at) + 1;
      if (at == 0) {
        return "";
      }
    }
    String said = event
        .substring(at)
        .replaceAll("\\{[^}]*}", "")
        .replace("\\N", "\n")
        .replace("\\n", "\n")
        .replace("\\h", " ");
    return WebVtt.escaped(said);
  }

  /** The complete file, with the cues in order of time. */
  String webVtt() {
    return WebVtt.file(cues);
  }

  /** The folder of its files in the HLS package. */
  String folder() {
    return "subtitles-" + name();
  }

  /** A playlist with the single cue file. */
  String playlist() {
    return WebVtt.playlist(PackagedCaptions.CUES, end);
  }

  @Override
  public void close() {
    avcodec.avcodec_free_context(context);
  }
}
