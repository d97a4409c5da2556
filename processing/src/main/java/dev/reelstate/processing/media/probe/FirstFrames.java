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
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes the first frame of each stream, which proves that the stream can be decoded and shows its
 * actual format. A picture that the decoder concealed proves nothing, as any bytes become one. A
 * whole key frame does, and so do more whole frames than concealed ones; a stream without either
 * counts as failed. Closing frees the frames.
 */
final class FirstFrames implements AutoCloseable {

  /** A stream is abandoned after this many packets without a frame. */
  private static final int PATIENCE = 3_000;

  /** Streams beyond this number are not tried but assumed to be decodable. */
  private static final int MOST_STREAMS = 8;

  /** As many concealed pictures are ten seconds of broadcast that began between key frames. */
  private static final int MOST_CONCEALED = 250;

  private final Map<Integer, AVFrame> frames = new HashMap<>();
  private final Map<Integer, Integer> concealed = new HashMap<>();
  private final Map<Integer, Integer> whole = new HashMap<>();
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
    boolean hopeless = concealed.getOrDefault(index, 0) >= MOST_CONCEALED;
    if (given || hopeless || packets >= PATIENCE) {
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
    while (decoder.receive(frame)) {
      (Frames.isWhole(frame) ? whole : concealed).merge(index, 1, Integer::sum);
      if (Frames.isWhole(frame) && proves(index, frame)) {
        frames.put(index, frame);
        return true;
      }
      avutil.av_frame_unref(frame);
    }
    Frames.free(frame);
    return false;
  }

  private boolean proves(int index, AVFrame frame) {
    return (frame.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0
        || whole.getOrDefault(index, 0) > concealed.getOrDefault(index, 0);
  }

  /** The first frame of a stream; this object keeps ownership. */
  Optional<AVFrame> frame(int index) {
    return Optional.ofNullable(frames.get(index));
  }

  /** Whether a stream was tried and yielded no frame that proves anything. */
  boolean failed(int index) {
    return tried.containsKey(index) && !frames.containsKey(index);
  }

  @Override
  public void close() {
    frames.values().forEach(Frames::free);
    frames.clear();
  }
}
