package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.CopyObstacle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * Looks into a stream of H.264 whose NAL units have their lengths before them, as in MP4 and
 * Matroska. Immutable.
 */
public final class AvcStream {

  private static final int IDR = 5;
  private static final int SEQUENCE = 7;
  private static final int PICTURE = 8;

  private final int lengthBytes;
  private final Set<ByteBuffer> parameterSets;
  private final List<SequenceParameters> sequences;

  private AvcStream(AvcRecord record) {
    this.lengthBytes = record.lengthBytes();
    this.parameterSets =
        record.units().stream().map(AvcStream::trimmed).collect(Collectors.toUnmodifiableSet());
    this.sequences = record.units().stream()
        .filter(unit -> (unit[0] & 0x1F) == SEQUENCE)
        .map(SequenceParameters::of)
        .toList();
  }

  /** The stream with a configuration record; empty if there is none, or not all of it. */
  static Optional<AvcStream> of(byte[] record) {
    return AvcRecord.of(record).map(AvcStream::new);
  }

  /** A parameter set without the zeros that may follow it. */
  private static ByteBuffer trimmed(byte[] unit) {
    int end = unit.length;
    while (end > 0 && unit[end - 1] == 0) {
      end--;
    }
    return ByteBuffer.wrap(unit, 0, end);
  }

  /** Why not every player can play the stream, according to its configuration. */
  List<CopyObstacle> obstacles() {
    List<CopyObstacle> found = new ArrayList<>();
    if (sequences.isEmpty() || !sequences.stream().allMatch(SequenceParameters::readable)) {
      found.add(CopyObstacle.CONFIGURATION);
    }
    if (sequences.stream().map(SequenceParameters::format).distinct().count() > 1) {
      found.add(CopyObstacle.PARAMETERS);
    }
    if (!sequences.stream().allMatch(SequenceParameters::plain)) {
      found.add(CopyObstacle.CROPPED);
    }
    return found;
  }

  /**
   * Why a packet cannot be copied. Players know only the parameter sets of the configuration, and
   * pictures after a key picture that does not reset the decoder may refer to pictures before it.
   */
  public Optional<CopyObstacle> obstacle(AVPacket packet) {
    BytePointer data = packet.data();
    long size = packet.size();
    boolean resets = false;
    long at = 0;
    while (at < size) {
      long from = at + lengthBytes;
      long until = from + length(data, at, size);
      if (until <= from || until > size) {
        return Optional.of(CopyObstacle.DAMAGED);
      }
      int type = data.get(from) & 0x1F;
      if ((type == SEQUENCE || type == PICTURE) && !isKnown(data, from, until)) {
        return Optional.of(CopyObstacle.PARAMETERS);
      }
      resets |= type == IDR;
      at = until;
    }
    boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    return key && !resets ? Optional.of(CopyObstacle.KEY_FRAMES) : Optional.empty();
  }

  /** The length of the unit at a place; 0 if the packet ends within the number. */
  private long length(BytePointer data, long at, long size) {
    long length = 0;
    for (int i = 0; i < lengthBytes && at + lengthBytes <= size; i++) {
      length = length << 8 | (data.get(at + i) & 0xFF);
    }
    return length;
  }

  private boolean isKnown(BytePointer data, long from, long until) {
    byte[] unit = new byte[(int) (until - from)];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = data.get(from + i);
    }
    return parameterSets.contains(trimmed(unit));
  }
}
