package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.NativeMemory;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * How a stored picture has to be turned to be upright.
 *
 * <p>A display matrix maps stored (x, y) to (a x + c y, b x + d y), y pointing down. A clockwise
 * turn by t, with or without a flip from left to right after it, has b = sin t and d = cos t; the
 * determinant is negative only with the flip.
 *
 * @param clockwise 0, 90, 180 or 270 degrees
 * @param mirrored whether the picture is flipped left to right after the turn
 */
public record DisplayTurn(int clockwise, boolean mirrored) {

  public static final DisplayTurn NONE = new DisplayTurn(0, false);

  private static final int MATRIX_BYTES = 9 * Integer.BYTES;

  /** Reads the turn from the container's matrix. */
  public static DisplayTurn of(AVStream stream) {
    int count = stream.codecpar().nb_coded_side_data();
    AVPacketSideData data = count == 0
        ? null
        : avcodec.av_packet_side_data_get(
            stream.codecpar().coded_side_data(), count, avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    return data == null || data.size() < MATRIX_BYTES ? NONE : of(data.data());
  }

  /** Reads the turn from the matrix of a decoded picture. */
  public static DisplayTurn of(AVFrame frame) {
    AVFrameSideData data = avutil.av_frame_get_side_data(frame, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    return data == null || data.size() < MATRIX_BYTES ? NONE : of(data.data());
  }

  private static DisplayTurn of(BytePointer matrix) {
    IntBuffer cells = matrix
        .capacity(MATRIX_BYTES)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asIntBuffer();
    return of(cells.get(0), cells.get(1), cells.get(3), cells.get(4));
  }

  /** Reads the turn from the matrix's upper left four cells; a singular matrix means no turn. */
  public static DisplayTurn of(double a, double b, double c, double d) {
    double determinant = a * d - b * c;
    if (determinant == 0) {
      return NONE;
    }
    long quarters = Math.round(Math.toDegrees(Math.atan2(b, d)) / 90);
    return new DisplayTurn(Math.floorMod(quarters * 90, 360), determinant < 0);
  }

  /** Writes the matrix that makes players turn pictures of the given size. */
  public void writeTo(AVStream stream, int width, int height) {
    AVPacketSideData data = new AVPacketSideData(null);
    int[] count = {0};
    BytePointer cells =
        NativeMemory.allocated(new BytePointer(avutil.av_malloc(MATRIX_BYTES)), "a rotation");
    cells
        .capacity(MATRIX_BYTES)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asIntBuffer()
        .put(matrix(width, height));
    AVPacketSideData added = avcodec.av_packet_side_data_add(
        data, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, cells, MATRIX_BYTES, 0);
    if (added == null) {
      avutil.av_free(cells);
    }
    NativeMemory.allocated(added, "a rotation");
    stream.codecpar().coded_side_data(data).nb_coded_side_data(count[0]);
  }

  private int[] matrix(int width, int height) {
    int sine = (int) Math.round(Math.sin(Math.toRadians(clockwise)));
    int cosine = (int) Math.round(Math.cos(Math.toRadians(clockwise)));
    int a = mirrored ? -cosine : cosine;
    int c = mirrored ? sine : -sine;
    // The turned picture is moved back so that its upper left corner is the origin.
    int left = -Math.min(0, Math.min(a * width, c * height));
    int top = -Math.min(0, Math.min(sine * width, cosine * height));
    int one = 1 << 16;
    return new int[] {
      a * one, sine * one, 0, c * one, cosine * one, 0, left * one, top * one, 1 << 30
    };
  }

  /** The filters that turn a picture, in libav's notation; none if it is upright. */
  public List<String> filters() {
    List<String> filters = new ArrayList<>(
        switch (clockwise) {
          case 90 -> List.of("transpose=clock");
          case 180 -> List.of("hflip", "vflip");
          case 270 -> List.of("transpose=cclock");
          default -> List.of();
        });
    if (mirrored) {
      filters.add("hflip");
    }
    return filters;
  }

  /** Whether the turn swaps width and height. */
  public boolean swapsSides() {
    return clockwise == 90 || clockwise == 270;
  }
}
