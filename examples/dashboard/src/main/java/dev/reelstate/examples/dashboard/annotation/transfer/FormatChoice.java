package dev.reelstate.examples.dashboard.annotation.transfer;

import dev.reelstate.examples.dashboard.annotation.ReviewException;
import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.format.mot.MotFormat;
import dev.reelstate.processing.format.voc.VocFormat;
import dev.reelstate.processing.format.yolo.YoloFormat;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoTrack;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats of annotations that people can choose. */
enum FormatChoice {
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

  private final String wireName;

  FormatChoice(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  /** Reads a wire name. */
  static FormatChoice parse(@Nullable String name) {
    return Stream.of(values())
        .filter(one -> one.wireName.equals(name))
        .findFirst()
        .orElseThrow(() -> ReviewException.invalid(
            "A format is coco, cvat-video, cvat-images, mot, yolo or voc."));
  }

  /** The format, for the pictures of a video. */
  LabelFormat of(Video video) {
    return switch (this) {
      case COCO -> new CocoFormat();
      case CVAT_VIDEO -> CvatFormat.forVideo();
      case CVAT_IMAGES -> CvatFormat.forImages();
      case MOT -> new MotFormat();
      case YOLO ->
        track(video)
            .map(one -> new YoloFormat().withSize(one.width(), one.height()))
            .orElseGet(YoloFormat::new);
      case VOC -> new VocFormat();
    };
  }

  static Optional<VideoTrack> track(Video video) {
    return Optional.ofNullable(video.media()).flatMap(MediaInfo::video);
  }
}
