package dev.reelstate.processing.media.libav;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.container.Containers;
import dev.reelstate.processing.media.container.EditedSpeed;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Opens a container with the one demuxer that its first bytes call for, and reads its packets.
 *
 * <p>No protocol and no other demuxer can be reached, whatever the file refers to. Used by one
 * thread.
 */
public final class Demuxer implements AutoCloseable {

  private static final long SMALL_BLOCK = 16 << 20;

  /** What libav notes of a sample, for each byte that a sample and its place in the index take. */
  private static final long MEMORY_PER_BYTE = 64;

  private static final int MOST_CHAPTERS = 1000;
  private static final int LONGEST_TITLE = 200;

  private final ChannelIo io;
  private final AVFormatContext context;
  private final List<AVStream> streams;
  private final String container;
  private final @Nullable EditedSpeed speed;
  private ClockRepair clock;
  private final StoredTimes stored = new StoredTimes();
  private long earliest = Long.MIN_VALUE;
  private long latest = Long.MAX_VALUE;

  private Demuxer(
      ChannelIo io, AVFormatContext context, String container, @Nullable EditedSpeed speed) {
    this.io = io;
    this.speed = speed;
    this.context = context;
    this.streams = new ArrayList<>();
    for (int i = 0; i < context.nb_streams(); i++) {
      streams.add(context.streams(i));
    }
    this.container = container;
    this.clock = new ClockRepair(Containers.mayJump(container), false, streams.size());
  }

  /**
   * Closes all jumps of the clock from now on, which the rest of the file contradicts. Call before
   * the first packet.
   */
  public void repairClock() {
    clock = new ClockRepair(Containers.mayJump(container), true, streams.size());
  }

  /**
   * Takes the times from pictures and sound that are far outside of a range. Call before the first
   * packet.
   *
   * @param start in media ticks
   * @param end in media ticks
   */
  public void believeOnly(long start, long end) {
    earliest = start - ClockRepair.FORWARD;
    latest = end + ClockRepair.FORWARD;
  }

  /** Opens a file. libav never sees its name. */
  public static Demuxer open(Path file, String container, MediaLimits limits)
      throws MediaException {
    try {
      return open(Files.newByteChannel(file), container, limits);
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  /** Opens a channel, which the demuxer then owns; it is closed on failure. */
  public static Demuxer open(SeekableByteChannel channel, String container, MediaLimits limits)
      throws MediaException {
    Optional<String> demuxer = Containers.demuxer(container);
    EditedSpeed speed = speed(channel, container);
    ChannelIo io = ChannelIo.reading(channel);
    if (demuxer.isEmpty()) {
      io.close();
      throw MediaFailures.notMedia(container);
    }
    AVFormatContext context =
        NativeMemory.allocated(avformat.avformat_alloc_context(), "a demuxer");
    context.pb(io.context());
    try {
      start(context, demuxer.get(), speed != null, io.size(), limits);
      if (context.nb_streams() > limits.maxStreams()) {
        throw MediaFailures.limit("streams", context.nb_streams(), limits.maxStreams());
      }
      return new Demuxer(io, context, container, speed);
    } catch (LibavException e) {
      boolean hollow = !context.isNull() && context.nb_streams() == 0;
      MediaException failure =
          io.failure().map(MediaFailures::storage).orElseGet(() -> refused(e, hollow));
      free(context, io);
      throw failure;
    } catch (IOException e) {
      free(context, io);
      throw MediaFailures.storage(e);
    } catch (MediaException e) {
      free(context, io);
      throw e;
    }
  }

  private static @Nullable EditedSpeed speed(SeekableByteChannel channel, String container)
      throws MediaException {
    try {
      EditedSpeed speed = EditedSpeed.find(channel, container).orElse(null);
      channel.position(0);
      return speed;
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }

  private static void start(
      AVFormatContext context, String demuxer, boolean respeed, long bytes, MediaLimits limits)
      throws LibavException, MediaException {
    AVDictionary options = new AVDictionary(null);
    Map<String, String> values = Map.of(
        "protocol_whitelist",
        "none",
        "format_whitelist",
        demuxer,
        "codec_whitelist",
        Decoders.whitelist(),
        "max_streams",
        Integer.toString(limits.maxStreams() + 1));
    values.forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
    if (demuxer.equals("mov")) {
      avutil.av_dict_set(options, "enable_drefs", "0", 0);
      avutil.av_dict_set(options, "use_absolute_path", "0", 0);
      avutil.av_dict_set(options, "ignore_editlist", respeed ? "1" : "0", 0);
    }
    try {
      avutil.av_max_alloc(headerAllocation(bytes, limits));
      LibavException.check(
          avformat.avformat_open_input(
              context, "", avformat.av_find_input_format(demuxer), options),
          "open");
      avutil.av_max_alloc(limits.maxAllocation());
      requireAffordableIndex(context, limits.packets(bytes));
      LibavException.check(
          avformat.avformat_find_stream_info(context, (AVDictionary) null), "read the streams");
    } finally {
      avutil.av_max_alloc(limits.maxAllocation());
      avutil.av_dict_free(options);
    }
  }

  /** A header is made of what the file has, so a small file needs no large blocks of memory. */
  private static long headerAllocation(long bytes, MediaLimits limits) {
    long most = limits.maxAllocation();
    return Math.min(most, SMALL_BLOCK + Math.min(bytes, most) * MEMORY_PER_BYTE);
  }

  /** An index may list samples that the file does not have. */
  private static void requireAffordableIndex(AVFormatContext context, long most)
      throws MediaException {
    long samples = 0;
    for (int i = 0; i < context.nb_streams(); i++) {
      samples += avformat.avformat_index_get_entries_count(context.streams(i));
    }
    if (samples > most) {
      throw MediaFailures.tooCostly("samples of media", samples, most);
    }
  }

  private static MediaException refused(LibavException e, boolean hollow) {
    if (hollow) {
      return MediaFailures.noStreams();
    }
    return e.code() == avutil.AVERROR_ENOMEM()
        ? MediaFailures.tooDemanding(e.detail())
        : MediaFailures.damaged(e.detail());
  }

  private static void free(AVFormatContext context, ChannelIo io) {
    if (!context.isNull()) {
      avformat.avformat_close_input(context);
    }
    io.close();
  }

  /**
   * The presentation time at which the file starts according to its header, in microseconds; empty
   * if the header does not say.
   */
  public OptionalLong startTime() {
    return speed != null || context.start_time() == avutil.AV_NOPTS_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of(context.start_time());
  }

  /**
   * The duration that the header states, in microseconds; empty if it states none or libav only
   * estimated it from the bit rate.
   */
  public OptionalLong declaredDuration() {
    boolean stated = speed == null
        && context.duration() > 0
        && context.duration_estimation_method() != avformat.AVFMT_DURATION_FROM_BITRATE;
    return stated ? OptionalLong.of(context.duration()) : OptionalLong.empty();
  }

  /** A pixel's width over its height, according to the container or stream; 0 if neither says. */
  public double pixelAspect(AVStream stream, @Nullable AVFrame frame) {
    try (AVRational ratio = avformat.av_guess_sample_aspect_ratio(context, stream, frame)) {
      return ratio.num() > 0 && ratio.den() > 0 ? (double) ratio.num() / ratio.den() : 0;
    }
  }

  public List<AVStream> streams() {
    return streams;
  }

  /** The chapters, in no particular order; those beyond the first thousand are left out. */
  public List<Chapter> chapters() {
    List<Chapter> chapters = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_CHAPTERS, context.nb_chapters()); i++) {
      AVChapter chapter = context.chapters(i);
      TimeBase base = TimeBase.of(chapter.time_base());
      chapters.add(
          new Chapter(base.toMedia(chapter.start()), base.toMedia(chapter.end()), title(chapter)));
    }
    return chapters;
  }

  private static String title(AVChapter chapter) {
    AVDictionaryEntry entry = avutil.av_dict_get(chapter.metadata(), "title", null, 0);
    String said = entry == null ? "" : entry.value().getString(StandardCharsets.UTF_8);
    String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.codePointCount(0, line.length()) > LONGEST_TITLE
        ? line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE)).strip()
        : line;
  }

  /**
   * Whether a stream has samples according to its header, but none that could be listed: the list
   * is damaged, or would be far larger than the file.
   */
  public boolean hasUnlistedSamples() {
    return streams.stream()
        .anyMatch(stream -> stream.nb_frames() > 0
            && avformat.avformat_index_get_entries_count(stream) == 0
            && context.iformat().name().getString().startsWith("mov"));
  }

  /** Whether the header says where samples are. */
  public boolean listsSamples() {
    return streams.stream()
        .anyMatch(stream -> avformat.avformat_index_get_entries_count(stream) > 0);
  }

  /** How many bytes of the file lie behind the furthest place that was read. */
  public long bytesRead() {
    return io.furthest();
  }

  /**
   * Makes the demuxer skip all other streams, without reading them where the container allows it.
   */
  public void keepOnly(int... wanted) {
    for (AVStream stream : streams) {
      boolean keep = Arrays.stream(wanted).anyMatch(index -> index == stream.index());
      stream.discard(keep ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
  }

  /**
   * Makes the demuxer skip the packets of a stream that are not key frames, where the container
   * marks those.
   */
  public void keyFramesOnly(int stream) {
    streams.get(stream).discard(avcodec.AVDISCARD_NONKEY);
  }

  /**
   * Seeks to the key frame at or before a time.
   *
   * @param time in the stream's own ticks
   */
  public void seek(int stream, long time) throws LibavException {
    LibavException.check(
        avformat.av_seek_frame(context, stream, time, avformat.AVSEEK_FLAG_BACKWARD), "seek");
  }

  /**
   * Reads the next packet, and removes jumps from its timestamps. Damage between packets is skipped
   * where the container allows it and ends the stream where it does not.
   *
   * @return false at the end
   * @throws MediaException if the file itself cannot be read
   */
  public boolean read(AVPacket packet) throws MediaException {
    avcodec.av_packet_unref(packet);
    int code = avformat.av_read_frame(context, packet);
    if (io.failure().isPresent()) {
      throw MediaFailures.storage(io.failure().get());
    }
    if (code < 0) {
      return false;
    }
    if (packet.stream_index() < streams.size()) {
      TimeBase base = TimeBase.of(streams.get(packet.stream_index()).time_base());
      long before = packet.pts();
      if (speed != null) {
        retime(packet, base, speed);
      }
      clock.repair(packet, base);
      doubt(packet, base);
      int type = streams.get(packet.stream_index()).codecpar().codec_type();
      if (type == avutil.AVMEDIA_TYPE_VIDEO) {
        stored.changed(before, packet.pts());
      }
    }
    return true;
  }

  /**
   * The timestamp that the file has for a picture.
   *
   * @param timestamp of a packet that was read, or of a picture decoded from it
   */
  public long stored(long timestamp) {
    return stored.of(timestamp);
  }

  /**
   * Whether parts of the film play at another speed, so that its times are not those of the file.
   */
  public boolean playsAtAnotherSpeed() {
    return speed != null;
  }

  /** Whether a stream plays at another speed anywhere. */
  public boolean playsAtAnotherSpeed(AVStream stream) {
    return speed != null && speed.changes(stream.id());
  }

  private void retime(AVPacket packet, TimeBase base, EditedSpeed edits) {
    int track = streams.get(packet.stream_index()).id();
    long shown = packet.pts();
    if (shown != avutil.AV_NOPTS_VALUE) {
      packet.pts(retimed(edits, track, base, shown));
      packet.duration(retimed(edits, track, base, shown + packet.duration()) - packet.pts());
      if (edits.hidden(track, base.seconds(shown))) {
        packet.flags(packet.flags() | avcodec.AV_PKT_FLAG_DISCARD);
      }
    }
    if (packet.dts() != avutil.AV_NOPTS_VALUE) {
      packet.dts(retimed(edits, track, base, packet.dts()));
    }
  }

  private static long retimed(EditedSpeed edits, int track, TimeBase base, long time) {
    return base.ticks(edits.inFilm(track, base.seconds(time)));
  }

  private void doubt(AVPacket packet, TimeBase base) {
    int type = streams.get(packet.stream_index()).codecpar().codec_type();
    boolean timed = type == avutil.AVMEDIA_TYPE_VIDEO || type == avutil.AVMEDIA_TYPE_AUDIO;
    if (!timed || packet.pts() == avutil.AV_NOPTS_VALUE) {
      return;
    }
    long time = base.toMedia(packet.pts());
    if (time < earliest || time > latest) {
      packet.pts(avutil.AV_NOPTS_VALUE).dts(avutil.AV_NOPTS_VALUE);
    }
  }

  @Override
  public void close() {
    free(context, io);
  }

  /**
   * Remembers the timestamps that a file has for its latest pictures, where they were changed on
   * reading. Used by one thread.
   */
  private static final class StoredTimes {

    /** Far more pictures than any decoder holds back. */
    private static final int MOST = 1024;

    private final Map<Long, Long> stored = new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
        return size() > MOST;
      }
    };

    void changed(long before, long now) {
      boolean known = before != avutil.AV_NOPTS_VALUE && now != avutil.AV_NOPTS_VALUE;
      if (known && before != now) {
        stored.put(now, before);
      } else if (!stored.isEmpty()) {
        stored.remove(now);
      }
    }

    /** What the file has for a picture that now has this timestamp. */
    long of(long now) {
      return stored.getOrDefault(now, now);
    }
  }
}
