package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.CopyObstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/** What the description of a stream, or of a packet, shows against copying it. */
public final class StreamObstacles {

  private StreamObstacles() {}

  /** The obstacles to copying a stream; empty if its description has none. */
  public static List<CopyObstacle> of(AVStream stream) {
    AVCodecParameters parameters = stream.codecpar();
    List<CopyObstacle> found = new ArrayList<>();
    if (sideData(parameters, avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO) != null) {
      found.add(CopyObstacle.ENCRYPTED);
    }
    if (isCropped(parameters)) {
      found.add(CopyObstacle.CROPPED);
    }
    if (parameters.codec_id() == avcodec.AV_CODEC_ID_AAC) {
      found.addAll(AacConfig.of(extradata(parameters)).obstacles());
    }
    if (parameters.codec_id() == avcodec.AV_CODEC_ID_H264) {
      found.addAll(pictures(parameters)
          .map(AvcStream::obstacles)
          .orElse(List.of(CopyObstacle.CONFIGURATION)));
    }
    return found.stream().distinct().toList();
  }

  /** The obstacle to copying a packet of any codec; empty if what comes with it shows none. */
  public static Optional<CopyObstacle> of(AVPacket packet) {
    if (has(packet, avcodec.AV_PKT_DATA_ENCRYPTION_INFO)) {
      return Optional.of(CopyObstacle.ENCRYPTED);
    }
    return has(packet, avcodec.AV_PKT_DATA_NEW_EXTRADATA)
        ? Optional.of(CopyObstacle.PARAMETERS)
        : Optional.empty();
  }

  private static boolean has(AVPacket packet, int sideData) {
    if (packet.side_data_elems() == 0) {
      return false;
    }
    try (SizeTPointer size = new SizeTPointer(1)) {
      BytePointer data = avcodec.av_packet_get_side_data(packet, sideData, size);
      return data != null && !data.isNull();
    }
  }

  /** The pictures of a stream, if they are H.264 that a container describes. */
  public static Optional<AvcStream> pictures(AVCodecParameters parameters) {
    return parameters.codec_id() == avcodec.AV_CODEC_ID_H264
        ? AvcStream.of(extradata(parameters))
        : Optional.empty();
  }

  private static @Nullable AVPacketSideData sideData(AVCodecParameters parameters, int type) {
    int count = parameters.nb_coded_side_data();
    return count == 0
        ? null
        : avcodec.av_packet_side_data_get(parameters.coded_side_data(), count, type);
  }

  private static byte[] extradata(AVCodecParameters parameters) {
    byte[] bytes = new byte[Math.max(0, parameters.extradata_size())];
    if (bytes.length > 0) {
      parameters.extradata().get(bytes);
    }
    return bytes;
  }

  /** Whether the container cuts off edges of the pictures. */
  private static boolean isCropped(AVCodecParameters parameters) {
    AVPacketSideData edges = sideData(parameters, avcodec.AV_PKT_DATA_FRAME_CROPPING);
    if (edges == null) {
      return false;
    }
    BytePointer data = edges.data();
    for (long i = 0; i < edges.size(); i++) {
      if (data.get(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
