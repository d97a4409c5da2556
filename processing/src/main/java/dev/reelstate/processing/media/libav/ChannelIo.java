package dev.reelstate.processing.media.libav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avformat.Write_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Lets libav read or write a Java channel, so that libav never opens a path or a protocol. Bytes
 * pass directly between the channel and libav's buffer.
 *
 * <p>Closing frees the native side and closes the channel. Used by one thread at a time.
 *
 * <p>Implementation note: JavaCPP has few native entry points per callback type, so all instances
 * share one. The opaque handle tells them apart; it is a number and points nowhere.
 */
public final class ChannelIo implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final int SEEK_CUR = 1;
  private static final int SEEK_END = 2;
  private static final Map<Long, ChannelIo> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong HANDLES = new AtomicLong();
  private static final Reader READER = new Reader();
  private static final Writer WRITER = new Writer();
  private static final Seeker SEEKER = new Seeker();

  private final SeekableByteChannel channel;
  private final boolean writable;
  private final long handle = HANDLES.incrementAndGet();
  private final AVIOContext context;
  private @Nullable IOException failure;
  private long furthest;

  private ChannelIo(SeekableByteChannel channel, boolean writable, boolean seekable) {
    this.channel = channel;
    this.writable = writable;
    BytePointer buffer =
        NativeMemory.allocated(new BytePointer(avutil.av_malloc(BUFFER)), "a file's buffer");
    AVIOContext made = avformat.avio_alloc_context(
        buffer,
        BUFFER,
        writable ? 1 : 0,
        new Handle(handle),
        writable ? null : READER,
        writable ? WRITER : null,
        seekable ? SEEKER : null);
    if (made == null) {
      avutil.av_free(buffer);
    }
    context = NativeMemory.allocated(made, "a file's context");
    OPEN.put(handle, this);
  }

  static ChannelIo reading(SeekableByteChannel channel) {
    return new ChannelIo(channel, false, true);
  }

  public static ChannelIo writing(SeekableByteChannel channel) {
    return new ChannelIo(channel, true, true);
  }

  /** For a muxer that must not seek. */
  static ChannelIo appending(SeekableByteChannel channel) {
    return new ChannelIo(channel, true, false);
  }

  public AVIOContext context() {
    return context;
  }

  /** The size of the file, in bytes. */
  long size() throws IOException {
    return channel.size();
  }

  /** The furthest position that was read. */
  long furthest() {
    return furthest;
  }

  /** Why the channel failed, which libav only reports as an error code. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    OPEN.remove(handle);
    avutil.av_free(context.buffer());
    avformat.avio_context_free(context);
    try {
      channel.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
  }

  private int read(ByteBuffer target) throws IOException {
    int count = channel.read(target);
    furthest = Math.max(furthest, channel.position());
    return count <= 0 ? avutil.AVERROR_EOF() : count;
  }

  private int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      channel.write(source);
    }
    return count;
  }

  private long seek(long offset, int whence) throws IOException {
    if ((whence & avformat.AVSEEK_SIZE) != 0) {
      return channel.size();
    }
    long base = switch (whence & ~avformat.AVSEEK_FORCE) {
      case SEEK_CUR -> channel.position();
      case SEEK_END -> channel.size();
      default -> 0;
    };
    long target = base + offset;
    if (target < 0) {
      return avutil.AVERROR_EINVAL(); // a place that a damaged file names, not a fault of the disk
    }
    // Beyond the end there is nothing to read, and not every file system can go everywhere.
    channel.position(writable ? target : Math.min(target, channel.size()));
    return target;
  }

  @FunctionalInterface
  private interface Access {
    long on(ChannelIo io) throws IOException;
  }

  /** An exception must not cross into native code, so each becomes an error code. */
  private static long call(Pointer opaque, Access access) {
    ChannelIo io = OPEN.get(opaque.address());
    if (io == null) {
      return avutil.AVERROR_EIO();
    }
    try {
      return access.on(io);
    } catch (IOException e) {
      io.failure = io.failure == null ? e : io.failure;
      return avutil.AVERROR_EIO();
    } catch (RuntimeException | Error e) {
      io.failure = io.failure == null ? new IOException(e) : io.failure;
      return avutil.AVERROR_EXTERNAL();
    }
  }

  private static final class Reader extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer buffer, int size) {
      return (int) ChannelIo.call(opaque, io -> io.read(buffer.capacity(size).asByteBuffer()));
    }
  }

  private static final class Writer extends Write_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer opaque, BytePointer buffer, int size) {
      return (int) ChannelIo.call(opaque, io -> io.write(buffer.capacity(size).asByteBuffer()));
    }
  }

  private static final class Seeker extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer opaque, long offset, int whence) {
      return ChannelIo.call(opaque, io -> io.seek(offset, whence));
    }
  }

  private static final class Handle extends Pointer {
    Handle(long number) {
      super((Pointer) null);
      address = number;
    }
  }
}
