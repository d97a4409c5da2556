package dev.reelstate.processing.media.pass;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.libav.ChannelIo;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.recipe.MediaLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVChapter;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** A file composed of tracks of other files, of texts and of chapters. */
final class Composed implements AutoCloseable {

  private static final TimeBase MILLIS = new TimeBase(1, 1000);

  /** A text or picture of text that is shown from a time on, in milliseconds. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Said(long from, long length, byte[] content) {
    static Said of(long from, long length, String text) {
      return new Said(from, length, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record Source(Demuxer demuxer, TimeBase timeBase) {}

  private final AVFormatContext context = new AVFormatContext(null);
  private final Map<Integer, Source> sources = new LinkedHashMap<>();
  private final Map<Integer, List<Said>> texts = new LinkedHashMap<>();
  private final List<AVChapter> chapters = new ArrayList<>();
  private final Path file;

  /** Begins a file in one of libav's formats, such as {@code matroska}. */
  Composed(String format, Path file) throws LibavException {
    this.file = file;
    LibavException.check(
        avformat.avformat_alloc_output_context2(
            context, (AVOutputFormat) null, format, (String) null),
        "create a container");
  }

  /** Adds the only track of an MP4 file, with tags such as {@code language}. */
  Composed track(Path mp4, int disposition, Map<String, String> tags) throws Exception {
    Demuxer demuxer = Demuxer.open(mp4, "mp4", MediaLimits.standard());
    AVStream from = demuxer.streams().get(0);
    AVStream stream = add(from.codecpar(), disposition, tags);
    sources.put(stream.index(), new Source(demuxer, TimeBase.of(from.time_base())));
    TimeBase.of(from.time_base()).copyTo(stream.time_base());
    stream
        .avg_frame_rate()
        .num(from.avg_frame_rate().num())
        .den(from.avg_frame_rate().den());
    return this;
  }

  /** Adds a subtitle track. */
  Composed texts(int codec, int disposition, Map<String, String> tags, Said... said)
      throws LibavException {
    return texts(codec, disposition, tags, "", said);
  }

  /** Adds a subtitle track whose codec has a header. */
  Composed texts(int codec, int disposition, Map<String, String> tags, String header, Said... said)
      throws LibavException {
    AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
    parameters.codec_type(avutil.AVMEDIA_TYPE_SUBTITLE).codec_id(codec);
    AVStream stream = add(parameters, disposition, tags);
    if (!header.isEmpty()) {
      byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
      int size = bytes.length + avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
      BytePointer extra = new BytePointer(avutil.av_mallocz(size));
      extra.put(bytes);
      stream.codecpar().extradata(extra).extradata_size(bytes.length);
    }
    MILLIS.copyTo(stream.time_base());
    texts.put(stream.index(), List.of(said));
    avcodec.avcodec_parameters_free(parameters);
    return this;
  }

  /** Adds a picture that stands for the whole file. */
  Composed cover(int codec, byte[] picture) throws LibavException {
    AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
    parameters.codec_type(avutil.AVMEDIA_TYPE_VIDEO).codec_id(codec).width(160).height(120);
    AVStream stream = add(parameters, avformat.AV_DISPOSITION_ATTACHED_PIC, Map.of());
    MILLIS.copyTo(stream.time_base());
    texts.put(stream.index(), List.of(new Said(0, 0, picture)));
    avcodec.avcodec_parameters_free(parameters);
    return this;
  }

  private AVStream add(AVCodecParameters parameters, int disposition, Map<String, String> tags)
      throws LibavException {
    AVStream stream =
        LibavException.present(avformat.avformat_new_stream(context, null), "add a track");
    avcodec.avcodec_parameters_copy(stream.codecpar(), parameters);
    stream.codecpar().codec_tag(0);
    stream.disposition(disposition);
    stream.metadata(dictionary(tags));
    return stream;
  }

  private static AVDictionary dictionary(Map<String, String> values) {
    AVDictionary dictionary = new AVDictionary(null);
    values.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
    return dictionary;
  }

  /** Adds a chapter, with times in milliseconds. */
  Composed chapter(long from, long until, String title) {
    AVChapter chapter = new AVChapter(avutil.av_mallocz(Pointer.sizeof(AVChapter.class)));
    chapter.id(chapters.size() + 1L).start(from).end(until);
    MILLIS.copyTo(chapter.time_base());
    chapter.metadata(dictionary(title.isEmpty() ? Map.of() : Map.of("title", title)));
    chapters.add(chapter);
    return this;
  }

  /** Writes the file. */
  Path write() throws Exception {
    if (!chapters.isEmpty()) {
      PointerPointer<AVChapter> list = new PointerPointer<>(
          avutil.av_mallocz((long) chapters.size() * Pointer.sizeof(Pointer.class)));
      for (int i = 0; i < chapters.size(); i++) {
        list.put(i, chapters.get(i));
      }
      context.chapters(list).nb_chapters(chapters.size());
    }
    ChannelIo io = ChannelIo.writing(new OutputBudget(Long.MAX_VALUE).create(file));
    context.pb(io.context());
    LibavException.check(
        avformat.avformat_write_header(context, (AVDictionary) null), "write a header");
    writePackets();
    avformat.av_write_trailer(context);
    avformat.avio_flush(io.context());
    io.close();
    return file;
  }

  private void writePackets() throws Exception {
    for (Map.Entry<Integer, List<Said>> track : texts.entrySet()) {
      for (Said said : track.getValue()) {
        write(track.getKey(), said);
      }
    }
    AVPacket packet = Packets.make();
    List<Integer> open = new ArrayList<>(sources.keySet());
    while (!open.isEmpty()) {
      for (int track : List.copyOf(open)) {
        Source source = requireNonNull(sources.get(track));
        if (source.demuxer().read(packet)) {
          write(track, packet, source.timeBase());
        } else {
          open.remove((Integer) track);
        }
      }
    }
    Packets.free(packet);
  }

  private void write(int track, Said said) throws LibavException {
    AVPacket packet = Packets.make();
    avcodec.av_new_packet(packet, said.content().length);
    new BytePointer(packet.data()).put(said.content());
    packet.pts(said.from()).dts(said.from()).duration(said.length());
    write(track, packet, MILLIS);
    Packets.free(packet);
  }

  private void write(int track, AVPacket packet, TimeBase from) throws LibavException {
    TimeBase to = TimeBase.of(context.streams(track).time_base());
    packet.stream_index(track);
    packet.pts(from.to(to, packet.pts())).dts(from.to(to, packet.dts()));
    packet.duration(from.to(to, packet.duration()));
    LibavException.check(avformat.av_interleaved_write_frame(context, packet), "write a packet");
  }

  @Override
  public void close() throws IOException {
    sources.values().forEach(source -> source.demuxer().close());
    avformat.avformat_free_context(context);
  }
}
