package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.libav.Cropping;
import dev.reelstate.processing.media.libav.Decoders;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.DolbyVision;
import dev.reelstate.video.AudioTrack;
import dev.reelstate.video.OtherTrack;
import dev.reelstate.video.TrackRole;
import dev.reelstate.video.VideoTrack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the facts about one stream from the container, its packets and its first decoded frame.
 */
final class TrackFacts {

  /** Pixel shapes beyond this are mistakes in the file. */
  private static final double MOST_UNEVEN_PIXEL = 16;

  private static final Set<Integer> INTERLACED =
      Set.of(avcodec.AV_FIELD_TT, avcodec.AV_FIELD_BB, avcodec.AV_FIELD_TB, avcodec.AV_FIELD_BT);

  private static final int LONGEST_TITLE = 64;

  private static final Map<Integer, TrackRole> ROLES = Map.ofEntries(
      Map.entry(avformat.AV_DISPOSITION_DEFAULT, TrackRole.DEFAULT),
      Map.entry(avformat.AV_DISPOSITION_ORIGINAL, TrackRole.ORIGINAL),
      Map.entry(avformat.AV_DISPOSITION_DUB, TrackRole.DUB),
      Map.entry(avformat.AV_DISPOSITION_COMMENT, TrackRole.COMMENTARY),
      Map.entry(avformat.AV_DISPOSITION_VISUAL_IMPAIRED, TrackRole.DESCRIPTION),
      Map.entry(avformat.AV_DISPOSITION_DESCRIPTIONS, TrackRole.DESCRIPTION),
      Map.entry(avformat.AV_DISPOSITION_HEARING_IMPAIRED, TrackRole.CLEAR_SPEECH),
      Map.entry(avformat.AV_DISPOSITION_KARAOKE, TrackRole.KARAOKE),
      Map.entry(avformat.AV_DISPOSITION_CLEAN_EFFECTS, TrackRole.EFFECTS),
      Map.entry(avformat.AV_DISPOSITION_NON_DIEGETIC, TrackRole.DEPENDENT),
      Map.entry(avformat.AV_DISPOSITION_DEPENDENT, TrackRole.DEPENDENT));

  /** No recorder samples more often, in Hertz. */
  private static final int HIGHEST_SAMPLE_RATE = 768_000;

  /** libav's name for the captions of CEA-608, and for those of CEA-708 beside them. */
  private static final String CLOSED_CAPTIONS = "eia_608";

  /** The type {@code text} of QuickTime's samples, which libav reads as data only for chapters. */
  private static final int CHAPTERS = 0x74786574;

  private final Demuxer demuxer;
  private final AVStream stream;
  private final AVCodecParameters parameters;
  private final MediaScan scan;
  private final TrackScan track;
  private final FirstFrames first;

  TrackFacts(Demuxer demuxer, AVStream stream, MediaScan scan, FirstFrames first) {
    this.demuxer = demuxer;
    this.stream = stream;
    this.parameters = stream.codecpar();
    this.scan = scan;
    this.track = scan.track(stream.index());
    this.first = first;
  }

  boolean hasSize() {
    return codedWidth() > 0 && codedHeight() > 0;
  }

  VideoTrack video() {
    Optional<AVFrame> frame = frame();
    DisplayTurn turn = turn();
    double aspect = pixelAspect();
    int wide = (int) Math.max(1, Math.round(seenWidth() * Math.max(1, aspect)));
    int high = (int) Math.max(1, Math.round(seenHeight() * Math.max(1, 1 / aspect)));
    int format = frame.map(AVFrame::format).orElse(parameters.format());
    return new VideoTrack(
        stream.index(),
        codec(),
        profile(),
        decodable(),
        turn.swapsSides() ? high : wide,
        turn.swapsSides() ? wide : high,
        codedWidth(),
        codedHeight(),
        turn.clockwise(),
        turn.mirrored(),
        aspect,
        text(avutil.av_get_pix_fmt_name(format)),
        bitDepth(format),
        track.rate(),
        track.variable(),
        track.frames(),
        track.keyFrames(),
        TimeBase.MEDIA.duration(track.longestGroup()),
        start(),
        duration(),
        bitRate(),
        interlaced(),
        range(frame.map(AVFrame::color_range).orElse(parameters.color_range())),
        known(text(avutil.av_color_primaries_name(
            frame.map(AVFrame::color_primaries).orElse(parameters.color_primaries())))),
        known(text(avutil.av_color_transfer_name(
            frame.map(AVFrame::color_trc).orElse(parameters.color_trc())))),
        known(text(avutil.av_color_space_name(
            frame.map(AVFrame::colorspace).orElse(parameters.color_space())))));
  }

  AudioTrack audio() {
    AVCodecParameters p = parameters;
    return new AudioTrack(
        stream.index(),
        codec(),
        profile(),
        decodable(),
        sampleRate(),
        frame()
            .map(frame -> frame.ch_layout().nb_channels())
            .orElse(p.ch_layout().nb_channels()),
        channelLayout(),
        start(),
        duration(),
        bitRate(),
        language(),
        title(),
        roles());
  }

  OtherTrack other() {
    int type = parameters.codec_type();
    boolean picture = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
    String name = type == avutil.AVMEDIA_TYPE_SUBTITLE
        ? "subtitle"
        : type == avutil.AVMEDIA_TYPE_DATA
            ? chapters() ? "chapters" : "data"
            : type == avutil.AVMEDIA_TYPE_ATTACHMENT
                ? "attachment"
                : picture ? "picture" : "unknown";
    String codec = parameters.codec_id() == avcodec.AV_CODEC_ID_NONE ? null : codec();
    return new OtherTrack(stream.index(), name, codec, language());
  }

  /** Whether it is the track of text from which libav has made the chapters. */
  private boolean chapters() {
    return parameters.codec_id() == avcodec.AV_CODEC_ID_BIN_DATA
        && parameters.codec_tag() == CHAPTERS;
  }

  /** The closed captions that the pictures carry, if the first one has any (ATSC A/53, part 4). */
  Optional<OtherTrack> captions() {
    return frame()
        .filter(frame -> avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_A53_CC) != null)
        .map(frame -> new OtherTrack(stream.index(), "captions", CLOSED_CAPTIONS, null));
  }

  private Optional<AVFrame> frame() {
    return first.frame(stream.index());
  }

  private boolean decodable() {
    return Decoders.find(parameters.codec_id()).isPresent()
        && !first.failed(stream.index())
        && track.plausible()
        && DolbyVision.of(stream).filter(DolbyVision::exclusive).isEmpty()
        && (!MediaScan.audio(stream) || hasPlausibleSound());
  }

  /** Sound is not stretched to pictures that play at another speed. */
  private boolean hasPlausibleSound() {
    return sampleRate() <= HIGHEST_SAMPLE_RATE && !demuxer.playsAtAnotherSpeed(stream);
  }

  private int sampleRate() {
    return frame().map(AVFrame::sample_rate).orElse(parameters.sample_rate());
  }

  private int codedWidth() {
    return isCropped() ? parameters.width() : seenWidth();
  }

  private int codedHeight() {
    return isCropped() ? parameters.height() : seenHeight();
  }

  private boolean isCropped() {
    return !Cropping.of(parameters).equals(Cropping.NONE);
  }

  private int seenWidth() {
    return frame().map(AVFrame::width).orElse(parameters.width());
  }

  private int seenHeight() {
    return frame().map(AVFrame::height).orElse(parameters.height());
  }

  private DisplayTurn turn() {
    DisplayTurn container = DisplayTurn.of(stream);
    return container.equals(DisplayTurn.NONE)
        ? frame().map(DisplayTurn::of).orElse(container)
        : container;
  }

  private double pixelAspect() {
    double aspect = demuxer.pixelAspect(stream, frame().orElse(null));
    boolean plausible = aspect <= MOST_UNEVEN_PIXEL && aspect >= 1 / MOST_UNEVEN_PIXEL;
    return plausible ? aspect : 1;
  }

  private boolean interlaced() {
    return INTERLACED.contains(parameters.field_order())
        || frame()
            .map(frame -> (frame.flags() & AVFrame.AV_FRAME_FLAG_INTERLACED) != 0)
            .orElse(false);
  }

  private Duration start() {
    return track.empty()
        ? Duration.ZERO
        : TimeBase.MEDIA.duration(Math.max(0, track.start() - scan.start()));
  }

  private Duration duration() {
    return track.empty()
        ? Duration.ZERO
        : TimeBase.MEDIA.duration(Math.max(0, track.end() - track.start()));
  }

  private long bitRate() {
    double seconds = duration().toNanos() / 1e9;
    return seconds == 0
        ? Math.max(0, parameters.bit_rate())
        : Math.round(track.bytes() * 8 / seconds);
  }

  private String codec() {
    return avcodec.avcodec_get_name(parameters.codec_id()).getString();
  }

  private @Nullable String profile() {
    return text(avcodec.avcodec_profile_name(parameters.codec_id(), parameters.profile()));
  }

  private @Nullable String channelLayout() {
    if (parameters.ch_layout().nb_channels() == 0) {
      return null;
    }
    byte[] name = new byte[64];
    int length = avutil.av_channel_layout_describe(parameters.ch_layout(), name, name.length);
    return length <= 1 || length > name.length
        ? null
        : new String(name, 0, length - 1, StandardCharsets.US_ASCII);
  }

  /** The language tag; untrusted, so it is used only if it looks like a language code. */
  private @Nullable String language() {
    AVDictionaryEntry entry = avutil.av_dict_get(stream.metadata(), "language", null, 0);
    String value = entry == null ? "" : entry.value().getString().toLowerCase(Locale.ROOT);
    return value.matches("[a-z]{2,3}") && !value.equals("und") ? value : null;
  }

  /** The title; untrusted, so only one line of plain text is kept. */
  private @Nullable String title() {
    AVDictionaryEntry entry = avutil.av_dict_get(stream.metadata(), "title", null, 0);
    String value = entry == null ? "" : entry.value().getString(StandardCharsets.UTF_8);
    String plain =
        value.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Co}\\p{Cn}\\s]+", " ").strip();
    int[] first = plain.codePoints().limit(LONGEST_TITLE).toArray();
    return first.length == 0 ? null : new String(first, 0, first.length).strip();
  }

  private Set<TrackRole> roles() {
    Set<TrackRole> roles = EnumSet.noneOf(TrackRole.class);
    ROLES.forEach((flag, role) -> {
      if ((stream.disposition() & flag) != 0) {
        roles.add(role);
      }
    });
    return roles;
  }

  private static int bitDepth(int format) {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format);
    return descriptor == null ? 0 : descriptor.comp(0).depth();
  }

  private static @Nullable String range(int range) {
    return range == avutil.AVCOL_RANGE_JPEG ? "pc" : range == avutil.AVCOL_RANGE_MPEG ? "tv" : null;
  }

  private static @Nullable String known(@Nullable String name) {
    return name == null || name.equals("unknown") || name.equals("reserved") ? null : name;
  }

  private static @Nullable String text(@Nullable BytePointer pointer) {
    return pointer == null ? null : pointer.getString();
  }
}
