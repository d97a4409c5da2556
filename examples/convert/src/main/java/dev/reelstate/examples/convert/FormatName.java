package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.format.mot.MotFormat;
import dev.reelstate.processing.format.voc.VocFormat;
import dev.reelstate.processing.format.yolo.YoloFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The formats by the names that people type. */
enum FormatName {
  /** COCO JSON. */
  COCO("coco"),
  /** CVAT for video, XML. */
  CVAT_VIDEO("cvat-video"),
  /** CVAT for images, XML. */
  CVAT_IMAGES("cvat-images"),
  /** MOTChallenge text. */
  MOT("mot"),
  /** YOLO text. */
  YOLO("yolo"),
  /** Pascal VOC XML. */
  VOC("voc");

  private final String typed;

  FormatName(String typed) {
    this.typed = typed;
  }

  LabelFormat with(FormatSettings settings) {
    return switch (this) {
      case COCO -> new CocoFormat();
      case CVAT_VIDEO -> CvatFormat.forVideo();
      case CVAT_IMAGES -> CvatFormat.forImages();
      case MOT ->
        new MotFormat().withFirstFrame(settings.firstFrame()).withPixels(settings.pixels());
      case YOLO -> yolo(settings.size());
      case VOC -> new VocFormat().withPixels(settings.pixels());
    };
  }

  private static LabelFormat yolo(@Nullable PictureSize size) {
    YoloFormat format = new YoloFormat();
    return size == null ? format : format.withSize(size.width(), size.height());
  }

  /** Whether its files number frames, and do not say from where. */
  boolean numbersFrames() {
    return this == MOT;
  }

  /** Whether its files do not say what coordinates mean. */
  boolean numbersPixels() {
    return this == MOT || this == VOC;
  }

  /** Reads a name, and lists them for the help. */
  static final class Typed implements ITypeConverter<FormatName>, Iterable<String> {

    @Override
    public FormatName convert(String text) {
      return Stream.of(values())
          .filter(format -> format.typed.equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException("'" + text + "' is none of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(FormatName::toString).iterator();
    }
  }

  @Override
  public String toString() {
    return typed;
  }
}
