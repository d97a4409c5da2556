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
      case MOT -> new MotFormat().withFirstFrame(settings.firstFrame()).withPixels(settings.pixels());
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

  /** The names, for the help. */
  static final class Typed implements Iterable<String> {

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
