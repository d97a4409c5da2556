package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.RenditionFacts.Rates;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCPBProperties;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/**
 * The bit rates that an encoder promises. Muxers write them into files (as the box {@code btrt} of
 * ISO/IEC 14496-12), and demuxers do not read them from there.
 */
public final class PromisedRates {

  private static final int HEADER = 8;

  /** The version, the flags and the number of entries of a table. */
  private static final int TABLE = 8;

  /** The fields of a sample entry of pictures, with its header, before its boxes. */
  private static final int VISUAL_ENTRY = 86;

  private static final int LARGEST_INDEX = 1 << 30;

  private PromisedRates() {}

  /** The rates in the description of a stream by its encoder. */
  public static Rates of(AVCodecParameters described) {
    AVPacketSideData all = described.coded_side_data();
    AVPacketSideData found = all == null
        ? null
        : avcodec.av_packet_side_data_get(
            all, described.nb_coded_side_data(), avcodec.AV_PKT_DATA_CPB_PROPERTIES);
    if (found == null || found.isNull()) {
      return new Rates(described.bit_rate(), 0, 0, 0);
    }
    AVCPBProperties promised = new AVCPBProperties(found.data());
    return new Rates(
        described.bit_rate(),
        promised.max_bitrate(),
        promised.avg_bitrate(),
        promised.buffer_size());
  }

  /** Adds the rates to the description of a stream. */
  public static void add(Rates rates, AVCodecParameters described) throws LibavException {
    described.bit_rate(rates.bitRate());
    if (rates.maxBitRate() == 0 && rates.bufferSize() == 0) {
      return;
    }
    try (SizeTPointer size = new SizeTPointer(1)) {
      AVCPBProperties promised =
          LibavException.present(avcodec.av_cpb_properties_alloc(size), "describe a stream");
      promised
          .max_bitrate(rates.maxBitRate())
          .avg_bitrate(rates.meanBitRate())
          .buffer_size(rates.bufferSize());
      AVPacketSideData all = described.coded_side_data();
      AVPacketSideData none = new AVPacketSideData(null);
      IntBuffer count = IntBuffer.wrap(new int[] {described.nb_coded_side_data()});
      AVPacketSideData list = all == null ? none : all;
      LibavException.present(
          avcodec.av_packet_side_data_add(
              list, count, avcodec.AV_PKT_DATA_CPB_PROPERTIES, promised, size.get(), 0),
          "describe a stream");
      described.coded_side_data(list).nb_coded_side_data(count.get(0));
    }
  }

  /** The rates of the first track of a file whose index is in front; empty if it states none. */
  public static Optional<Rates> of(Path file) throws IOException {
    ByteBuffer at = index(file);
    for (String type : new String[] {"trak", "mdia", "minf", "stbl", "stsd"}) {
      at = box(at, type);
      if (at == null) {
        return Optional.empty();
      }
    }
    if (at.limit() < TABLE + VISUAL_ENTRY) {
      return Optional.empty();
    }
    int entry = Math.min(at.getInt(TABLE), at.limit() - TABLE);
    ByteBuffer rates =
        box(at.slice(TABLE + VISUAL_ENTRY, Math.max(0, entry - VISUAL_ENTRY)), "btrt");
    return rates == null || rates.limit() < 12
        ? Optional.empty()
        : Optional.of(new Rates(
            rates.getInt(8) & 0xFFFFFFFFL,
            rates.getInt(4) & 0xFFFFFFFFL,
            rates.getInt(8) & 0xFFFFFFFFL,
            (rates.getInt(0) & 0xFFFFFFFFL) * 8));
  }

  private static ByteBuffer index(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      while (in.getFilePointer() + HEADER <= in.length()) {
        long size = in.readInt() & 0xFFFFFFFFL;
        byte[] type = new byte[4];
        in.readFully(type);
        if (size < HEADER) {
          break;
        }
        if (new String(type, StandardCharsets.ISO_8859_1).equals("moov")) {
          byte[] content = new byte[(int) Math.min(LARGEST_INDEX, size - HEADER)];
          in.readFully(content);
          return ByteBuffer.wrap(content);
        }
        in.seek(in.getFilePointer() + size - HEADER);
      }
    }
    return ByteBuffer.allocate(0);
  }

  private static @Nullable ByteBuffer box(ByteBuffer boxes, String type) {
    int at = 0;
    while (at + HEADER <= boxes.limit()) {
      int size = boxes.getInt(at);
      if (size < HEADER || size > boxes.limit() - at) {
        return null;
      }
      byte[] name = new byte[4];
      boxes.get(at + 4, name);
      if (new String(name, StandardCharsets.ISO_8859_1).equals(type)) {
        return boxes.slice(at + HEADER, size - HEADER);
      }
      at += size;
    }
    return null;
  }
}
