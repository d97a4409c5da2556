package dev.reelstate.processing.media.picture;

import dev.reelstate.video.VideoRange;
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
  private static final Set<Integer> WIDE_MATRICES =
      Set.of(avutil.AVCOL_SPC_BT2020_NCL, avutil.AVCOL_SPC_BT2020_CL, avutil.AVCOL_SPC_ICTCP);

  /** Primaries whose colours differ visibly from those of BT.709. */
  private static final Set<Integer> OTHER_PRIMARIES = Set.of(
      avutil.AVCOL_PRI_BT2020,
      avutil.AVCOL_PRI_SMPTE431,
      avutil.AVCOL_PRI_SMPTE432,
      avutil.AVCOL_PRI_SMPTE428,
      avutil.AVCOL_PRI_FILM,
      avutil.AVCOL_PRI_BT470M,
      avutil.AVCOL_PRI_EBU3213);

  private static final Set<Integer> PLAIN_PRIMARIES =
      Set.of(avutil.AVCOL_PRI_BT709, avutil.AVCOL_PRI_SMPTE170M, avutil.AVCOL_PRI_BT470BG);
  private static final Set<Integer> PLAIN_MATRICES =
      Set.of(avutil.AVCOL_SPC_BT709, avutil.AVCOL_SPC_SMPTE170M, avutil.AVCOL_SPC_BT470BG);

  /** Matrices that scaling alone can read, and those that only a mapping of colours can. */
  private static final Set<Integer> SCALED_MATRICES = Set.of(
      avutil.AVCOL_SPC_BT709,
      avutil.AVCOL_SPC_SMPTE170M,
      avutil.AVCOL_SPC_BT470BG,
      avutil.AVCOL_SPC_FCC,
      avutil.AVCOL_SPC_SMPTE240M);

  private static final Set<Integer> MAPPED_MATRICES = Set.of(
      avutil.AVCOL_SPC_BT2020_NCL,
      avutil.AVCOL_SPC_ICTCP,
      avutil.AVCOL_SPC_YCGCO,
      avutil.AVCOL_SPC_CHROMA_DERIVED_NCL);

  /** The tags of pictures of this format once they are those of a rung of a range. */
  public static ColorTags output(PictureFormat format, VideoRange range) {
    return range.hdr()
        ? new ColorTags(
            avutil.AVCOL_SPC_BT2020_NCL,
            avutil.AVCOL_PRI_BT2020,
            range == VideoRange.PQ ? avutil.AVCOL_TRC_SMPTE2084 : avutil.AVCOL_TRC_ARIB_STD_B67)
        : output(format);
  }

  /**
   * The tags of pictures of this format once they are 8 bit and limited range, with neither wide
   * gamut nor high dynamic range.
   */
  public static ColorTags output(PictureFormat format) {
    if (mapped(format) || format.transparent()) {
      return BT709;
    }
    int matrix = inputMatrix(format);
    if (!PLAIN_MATRICES.contains(matrix)) {
      return BT709;
    }
    if (matrix == avutil.AVCOL_SPC_BT709) {
      boolean plain = PLAIN_PRIMARIES.contains(format.primaries());
      return new ColorTags(
          matrix, plain ? format.primaries() : BT709.primaries, avutil.AVCOL_TRC_BT709);
    }
    int usual =
        matrix == avutil.AVCOL_SPC_BT470BG ? avutil.AVCOL_PRI_BT470BG : avutil.AVCOL_PRI_SMPTE170M;
    int primaries = PLAIN_PRIMARIES.contains(format.primaries()) ? format.primaries() : usual;
    int transfer = format.transfer() == avutil.AVCOL_TRC_BT709
        ? avutil.AVCOL_TRC_BT709
        : avutil.AVCOL_TRC_SMPTE170M;
    return new ColorTags(matrix, primaries, transfer);
  }

  /** Whether the pictures have a high dynamic range, and so 10 bits. */
  public boolean hdr() {
    return transfer == avutil.AVCOL_TRC_SMPTE2084 || transfer == avutil.AVCOL_TRC_ARIB_STD_B67;
  }

  /** Whether the source's colours have to be mapped to those of BT.709. */
  static boolean mapped(PictureFormat format) {
    return format.hdr()
        || OTHER_PRIMARIES.contains(format.primaries())
        || MAPPED_MATRICES.contains(inputMatrix(format));
  }

  /** The matrix to declare to filters, which refuse those that scaling does not know. */
  static int declared(PictureFormat format) {
    int tagged = format.colorSpace();
    boolean known =
        rgb(format) || tagged == avutil.AVCOL_SPC_BT2020_NCL || SCALED_MATRICES.contains(tagged);
    return known ? tagged : avutil.AVCOL_SPC_UNSPECIFIED;
  }

  /** The primaries with which to read the source's values. */
  static int inputPrimaries(PictureFormat format) {
    int tagged = format.primaries();
    if (OTHER_PRIMARIES.contains(tagged) || PLAIN_PRIMARIES.contains(tagged)) {
      return tagged;
    }
    boolean wide = format.hdr() || WIDE_MATRICES.contains(format.colorSpace());
    return wide ? avutil.AVCOL_PRI_BT2020 : avutil.AVCOL_PRI_BT709;
  }

  /** The matrix with which to read the source's values. */
  static int inputMatrix(PictureFormat format) {
    if (rgb(format)) {
      return avutil.AVCOL_SPC_RGB;
    }
    int tagged = tagged(format);
    if (SCALED_MATRICES.contains(tagged) || MAPPED_MATRICES.contains(tagged)) {
      return tagged;
    }
    if (inputPrimaries(format) == avutil.AVCOL_PRI_BT2020) {
      return avutil.AVCOL_SPC_BT2020_NCL;
    }
    int shorter = Math.min(format.width(), format.height());
    return shorter >= HIGH_DEFINITION_LINES ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
  }

  /** The tag, unless it is one that is never meant or makes no sense without its transfer. */
  private static int tagged(PictureFormat format) {
    return switch (format.colorSpace()) {
      case avutil.AVCOL_SPC_BT2020_CL -> avutil.AVCOL_SPC_BT2020_NCL;
      case avutil.AVCOL_SPC_CHROMA_DERIVED_CL -> avutil.AVCOL_SPC_CHROMA_DERIVED_NCL;
      case avutil.AVCOL_SPC_ICTCP ->
        format.hdr() ? avutil.AVCOL_SPC_ICTCP : avutil.AVCOL_SPC_UNSPECIFIED;
      default -> format.colorSpace();
    };
  }

  /** A matrix as scaling calls it. */
  static String name(int matrix) {
    return switch (matrix) {
      case avutil.AVCOL_SPC_BT709 -> "bt709";
      case avutil.AVCOL_SPC_SMPTE170M -> "smpte170m";
      case avutil.AVCOL_SPC_BT470BG -> "bt470";
      case avutil.AVCOL_SPC_FCC -> "fcc";
      case avutil.AVCOL_SPC_SMPTE240M -> "smpte240m";
      case avutil.AVCOL_SPC_BT2020_NCL -> "bt2020";
      default -> "auto";
    };
  }

  static boolean rgb(PictureFormat format) {
    AVPixFmtDescriptor descriptor = avutil.av_pix_fmt_desc_get(format.pixelFormat());
    return descriptor != null && (descriptor.flags() & avutil.AV_PIX_FMT_FLAG_RGB) != 0;
  }
}
