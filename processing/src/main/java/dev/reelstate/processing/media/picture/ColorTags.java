package dev.reelstate.processing.media.picture;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How to read the values of a picture as colours, in libav's constants; always limited range.
 *
 * <p>What a file leaves unspecified is read as every player reads it: BT.709 from 720 lines up,
 * BT.601 below.
 */
public record ColorTags(int matrix, int primaries, int transfer) {

  public static final ColorTags BT709 =
      new ColorTags(avutil.AVCOL_SPC_BT709, avutil.AVCOL_PRI_BT709, avutil.AVCOL_TRC_BT709);

  private static final int HIGH_DEFINITION_LINES = 720;
  private static final Set<Integer> WIDE =
      Set.of(avutil.AVCOL_SPC_BT2020_NCL, avutil.AVCOL_SPC_BT2020_CL);
  private static final Set<Integer> PLAIN_PRIMARIES =
      Set.of(avutil.AVCOL_PRI_BT709, avutil.AVCOL_PRI_SMPTE170M, avutil.AVCOL_PRI_BT470BG);
  private static final Set<Integer> PLAIN_MATRICES =
      Set.of(avutil.AVCOL_SPC_BT709, avutil.AVCOL_SPC_SMPTE170M, avutil.AVCOL_SPC_BT470BG);

  /**
   * The tags of pictures of this format once they are 8 bit and limited range, with neither wide
   * gamut nor high dynamic range.
   */
  public static ColorTags output(PictureFormat format) {
    if (format.hdr() || wide(format)) {
      return BT709;
    }
    int matrix = inputMatrix(format);
    if (!PLAIN_MATRICES.contains(matrix) || matrix == avutil.AVCOL_SPC_BT709) {
      return BT709;
    }
    int usual =
        matrix == avutil.AVCOL_SPC_BT470BG ? avutil.AVCOL_PRI_BT470BG : avutil.AVCOL_PRI_SMPTE170M;
    int primaries = PLAIN_PRIMARIES.contains(format.primaries()) ? format.primaries() : usual;
    int transfer = format.transfer() == avutil.AVCOL_TRC_BT709
        ? avutil.AVCOL_TRC_BT709
        : avutil.AVCOL_TRC_SMPTE170M;
    return new ColorTags(matrix, primaries, transfer);
  }

  /** Whether colours lie outside what BT.709 can show, so that they have to be mapped. */
  static boolean wide(PictureFormat format) {
    return !rgb(format)
        && (WIDE.contains(format.colorSpace()) || format.primaries() == avutil.AVCOL_PRI_BT2020);
  }

  /** The matrix with which to read the source's values. */
  static int inputMatrix(PictureFormat format) {
    if (rgb(format)) {
      return avutil.AVCOL_SPC_RGB;
    }
    if (format.colorSpace() != avutil.AVCOL_SPC_UNSPECIFIED
        && format.colorSpace() != avutil.AVCOL_SPC_RGB) {
      return format.colorSpace();
    }
    int shorter = Math.min(format.width(), format.height());
    return shorter >= HIGH_DEFINITION_LINES ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
  }

  private static boolean rgb(PictureFormat format) {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format.pixelFormat());
    return descriptor != null && (descriptor.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
  }
}
