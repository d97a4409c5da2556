package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.recipe.MediaLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes the first frame of each stream, which proves that the stream can be decoded and shows its
 * actual format. Closing frees the frames.
 */
final class FirstFrames implements AutoCloseable {

  /** A stream is abandoned after this many packets without a frame. */
  private static final int PATIENCE = 3_000;

  /** Streams beyond this number are not tried but assumed to be decodable. */
  private static final int MOST_STREAMS = 8;

  private final Map<Integer, AVFrame> frames = new HashMap<>();
  private final Map<Integer, Decoder> waiting = new LinkedHashMap<>();
  private final Map<Integer, Integer> tried = new HashMap<>();

  private FirstFrames() {}

  /** Reads a freshly opened file until each stream has yielded a frame or is abandoned. */
  static FirstFrames of(Demuxer demuxer, MediaLimits limits) throws MediaException {
    FirstFrames first = new FirstFrames();
    AVPacket packet = Packets.make();
    try {
      first.openDecoders(demuxer, limits);
      while (!first.waiting.isEmpty() && demuxer.read(packet)) {
        first.feed(packet);
      }
      first.drain();
      return first;
    } catch (MediaException | RuntimeException | Error e) {
      first.close();
      throw e;
    } finally {
      Packets.free(packet);
      first.waiting.values().forEach(Decoder::close);
      first.waiting.clear();
    }
  }

  private void openDecoders(Demuxer demuxer, MediaLimits limits) {
    for (AVStream stream : demuxer.streams()) {
      if (MediaScan.timed(stream) && waiting.size() < MOST_STREAMS) {
        try {
          waiting.put(stream.index(), Decoder.open(stream, limits));
        } catch (LibavException e) {
          tried.put(stream.index(), 0);
        }
      }
    }
    waiting.keySet().forEach(index -> tried.put(index, 0));
  }

  private void feed(AVPacket packet) {
    int index = packet.stream_index();
    Decoder decoder = waiting.get(index);
    if (decoder == null) {
      return;
    }
    decoder.send(packet);
    boolean given = take(index, decoder);
    int packets = tried.merge(index, 1, Integer::sum);
    if (given || packets >= PATIENCE) {
      waiting.remove(index);
      decoder.close();
    }
  }

  private void drain() {
    waiting.forEach((index, decoder) -> {
      decoder.send(null);
      take(index, decoder);
    });
  }

  private boolean take(int index, Decoder decoder) {
    AVFrame frame = Frames.make();
    if (decoder.receive(frame)) {
      frames.put(index, frame);
      return true;
    }
    Frames.free(frame);
    return false;
  }

  /** The first frame of a stream; this object keeps ownership. */
  Optional<AVFrame> frame(int index) {
    return Optional.ofNullable(frames.get(index));
  }

  /** Whether a stream was tried and yielded no frame. */
  boolean failed(int index) {
    return tried.containsKey(index) && !frames.containsKey(index);
  }

  @Override
  public void close() {
    frames.values().forEach(Frames::free);
    frames.clear();
  }
}
