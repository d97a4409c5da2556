package dev.reelstate.processing.media.picture;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.Decoder;
import dev.reelstate.processing.media.libav.Demuxer;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Packets;
import dev.reelstate.processing.recipe.MediaLimits;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What a film says of the screen that it was graded on (SMPTE ST 2086) and of its own brightness
 * (CTA-861.3), which screens use to show pictures of a high dynamic range. Immutable.
 */
public final class HdrMetadata {

  /** A film that says nothing, as those of the HLG curve usually do. */
  public static final HdrMetadata NONE = new HdrMetadata(new TreeMap<>());

  /** Packets of a film, of all its tracks, among which its first picture is looked for. */
  private static final int FEW = 500;

  /** Opens a film once more. */
  @FunctionalInterface
  public interface Again {
    Demuxer open() throws MediaException;
  }

  /** The kinds of data: as streams have them, and as pictures have them. */
  private static final Map<Integer, Integer> KINDS = Map.of(
      avcodec.AV_PKT_DATA_MASTERING_DISPLAY_METADATA,
      avutil.AV_FRAME_DATA_MASTERING_DISPLAY_METADATA,
      avcodec.AV_PKT_DATA_CONTENT_LIGHT_LEVEL,
      avutil.AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);

  /** libav's structures, by the kind of a picture's data. */
  private final Map<Integer, byte[]> data;

  private HdrMetadata(Map<Integer, byte[]> data) {
    this.data = data;
  }

  /**
   * What a film's header says, or else its first picture: some containers leave it to the pictures.
   *
   * @param film freshly opened; only its description is looked at
   * @param stream the position of the pictures among the streams
   */
  public static HdrMetadata of(Demuxer film, int stream, Again again, MediaLimits limits)
      throws MediaException, LibavException {
    HdrMetadata stated = of(film.streams().get(stream).codecpar());
    if (!stated.isEmpty()) {
      return stated;
    }
    AVPacket packet = Packets.make();
    AVFrame picture = Frames.make();
    try (Demuxer demuxer = again.open();
        Decoder decoder = Decoder.open(demuxer.streams().get(stream), limits)) {
      for (int i = 0; i < FEW && demuxer.read(packet); i++) {
        if (packet.stream_index() == stream) {
          decoder.send(packet);
        }
        avcodec.av_packet_unref(packet);
        if (decoder.receive(picture)) {
          return of(picture);
        }
      }
      return NONE;
    } finally {
      Frames.free(picture);
      Packets.free(packet);
    }
  }

  /** What the header of a stream says. */
  public static HdrMetadata of(AVCodecParameters stream) {
    AVPacketSideData all = stream.coded_side_data();
    Map<Integer, byte[]> found = new TreeMap<>();
    KINDS.forEach((ofStream, ofPicture) -> {
      AVPacketSideData one = all == null
          ? null
          : avcodec.av_packet_side_data_get(all, stream.nb_coded_side_data(), ofStream);
      if (one != null && !one.isNull()) {
        found.put(ofPicture, bytes(one.data(), one.size()));
      }
    });
    return new HdrMetadata(found);
  }

  /** What a decoded picture says. */
  public static HdrMetadata of(AVFrame picture) {
    Map<Integer, byte[]> found = new TreeMap<>();
    for (int kind : KINDS.values()) {
      AVFrameSideData one = avutil.av_frame_get_side_data(picture, kind);
      if (one != null && !one.isNull()) {
        found.put(kind, bytes(one.data(), one.size()));
      }
    }
    return new HdrMetadata(found);
  }

  private static byte[] bytes(BytePointer from, long size) {
    byte[] copy = new byte[Math.toIntExact(size)];
    from.position(0).get(copy);
    return copy;
  }

  /** Whether the film says nothing. */
  public boolean isEmpty() {
    return data.isEmpty();
  }

  /** Hands everything to an encoder that is not open yet, which writes it into its stream. */
  void addTo(AVCodecContext encoder) throws LibavException {
    if (data.isEmpty()) {
      return;
    }
    // libav allocates the list, which belongs to the encoder afterwards.
    PointerPointer<AVFrameSideData> list = new PointerPointer<>((Pointer) null);
    try (IntPointer count = new IntPointer(1)) {
      count.put(0);
      for (Map.Entry<Integer, byte[]> one : data.entrySet()) {
        byte[] bytes = one.getValue();
        AVFrameSideData added = LibavException.present(
            avutil.av_frame_side_data_new(list, count, one.getKey(), bytes.length, 0),
            "describe the brightness of pictures");
        requireNonNull(added.data()).put(bytes, 0, bytes.length);
      }
      encoder.decoded_side_data(list).nb_decoded_side_data(count.get());
    }
  }
}
