package dev.reelstate.processing.media.libav;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Writes packets into a container on a Java channel. Thread-safe, so that encoders may share one.
 *
 * <p>Closing without {@link #finish} leaves an unfinished file behind, but frees everything.
 */
public final class Muxer implements AutoCloseable {

  /** HEVC whose parameter sets are outside of the pictures, as Apple's players want it. */
  private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

  private final ChannelIo io;
  private final AVFormatContext context;
  private final List<TimeBase> timeBases = new ArrayList<>();
  private final AVPacket scratch = Packets.make();
  private boolean closed;

  /** Changes a stream before the header is written. */
  @FunctionalInterface
  public interface StreamSetup {
    void apply(AVStream stream) throws LibavException;
  }

  private Muxer(ChannelIo io, AVFormatContext context) {
    this.io = io;
    this.context = context;
    context.pb(io.context());
  }

  /**
   * Starts a container with one stream for each source of packets.
   *
   * @param channel owned by the muxer from now on
   * @param seekable false to write the container strictly forwards
   * @param options options of libav's muxer
   */
  public static Muxer open(
      String format,
      SeekableByteChannel channel,
      boolean seekable,
      Map<String, String> options,
      List<? extends PacketSource> sources,
      StreamSetup setup)
      throws LibavException, IOException {
    ChannelIo io = seekable ? ChannelIo.writing(channel) : ChannelIo.appending(channel);
    AVFormatContext context = new AVFormatContext(null);
    int code = avformat.avformat_alloc_output_context2(
        context, (AVOutputFormat) null, format, (String) null);
    if (code < 0) {
      io.close();
      throw new LibavException(code, "create a container");
    }
    Muxer muxer = new Muxer(io, context);
    try {
      for (PacketSource source : sources) {
        muxer.add(source, setup);
      }
      muxer.start(options);
      return muxer;
    } catch (LibavException | IOException e) {
      muxer.close();
      throw e;
    }
  }

  private void add(PacketSource source, StreamSetup setup) throws LibavException {
    AVStream stream =
        LibavException.present(avformat.avformat_new_stream(context, null), "add a stream");
    source.describe(stream.codecpar());
    if (stream.codecpar().codec_id() == avcodec.AV_CODEC_ID_HEVC) {
      stream.codecpar().codec_tag(HVC1);
    }
    source.timeBase().copyTo(stream.time_base());
    timeBases.add(source.timeBase());
    setup.apply(stream);
  }

  private void start(Map<String, String> options) throws LibavException, IOException {
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
    try {
      check(avformat.avformat_write_header(context, dictionary), "write a header");
    } finally {
      avutil.av_dict_free(dictionary);
    }
  }

  /** Writes a packet timed in its source's time base; the caller keeps ownership. */
  public synchronized void write(int stream, AVPacket packet) throws LibavException, IOException {
    requireOpen();
    LibavException.check(avcodec.av_packet_ref(scratch, packet), "share a packet");
    scratch.stream_index(stream);
    TimeBase source = timeBases.get(stream);
    TimeBase target = TimeBase.of(context.streams(stream).time_base());
    scratch.pts(source.to(target, packet.pts()));
    scratch.dts(source.to(target, packet.dts()));
    scratch.duration(source.to(target, packet.pts() + packet.duration()) - scratch.pts());
    check(avformat.av_interleaved_write_frame(context, scratch), "write a packet");
  }

  /** Makes a fragmenting muxer write what it holds. */
  public synchronized void flushFragment() throws LibavException, IOException {
    requireOpen();
    check(avformat.av_write_frame(context, null), "write a fragment");
    avformat.avio_flush(io.context());
    rethrow();
  }

  /** Writes the rest of the container and closes it. */
  public synchronized void finish() throws LibavException, IOException {
    requireOpen();
    check(avformat.av_write_trailer(context), "finish a container");
    avformat.avio_flush(io.context());
    rethrow();
    close();
    rethrow();
  }

  private void requireOpen() {
    if (closed) {
      throw new CancellationException();
    }
  }

  private void check(int code, String what) throws LibavException, IOException {
    rethrow();
    LibavException.check(code, what);
  }

  private void rethrow() throws IOException {
    if (io.failure().isPresent()) {
      throw io.failure().get();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    Packets.free(scratch);
    avformat.avformat_free_context(context);
    io.close();
  }
}
