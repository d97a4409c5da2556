package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.format.mot.MotFormat;
import dev.reelstate.processing.format.voc.VocFormat;

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

  LabelFormat with(FormatOptions options) {
    return switch (this) {
      case COCO -> new CocoFormat();
      case CVAT_VIDEO -> CvatFormat.forVideo();
      case CVAT_IMAGES -> CvatFormat.forImages();
      case MOT -> new MotFormat().withFirstFrame(options.firstFrame).withPixels(options.pixels);
      case YOLO -> options.yolo();
      case VOC -> new VocFormat().withPixels(options.pixels);
    };
  }

  @Override
  public String toString() {
    return typed;
  }
}
