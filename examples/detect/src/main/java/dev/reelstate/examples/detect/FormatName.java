package dev.reelstate.examples.detect;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.processing.format.ConvertedTruth;
import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.Reading;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.format.mot.MotFormat;
import java.nio.file.Path;
import java.util.Locale;

/** The formats that boxes are read and written in. */
enum FormatName {
  /** COCO JSON with images, times and scores. */
  COCO,
  /** MOTChallenge's text; its frame 1 is the first picture of the video. */
  MOT,
  /** CVAT XML: for video if there are tracks, for images otherwise. */
  CVAT;

  /** The format that a file of annotations is probably in, by its name. */
  static FormatName of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return COCO;
    }
    return name.endsWith(".xml") ? CVAT : MOT;
  }

  /** Reads annotations. */
  Reading read(Path file) {
    return format(true).read(file);
  }

  /** Writes what was found in a video of that name; the file appears when it is complete. */
  void write(Proposal found, String video, Path target) {
    GroundTruth draft = found.draft();
    LabelledData data =
        ConvertedTruth.toData(draft, video, found.width(), found.height()).data();
    boolean tracked = data.objects().stream().anyMatch(object -> object.track() != null);
    LabelFormat format = format(tracked);
    if (this == MOT) {
      format.writeDetections(data, target);
    } else {
      format.write(data, target);
    }
  }

  private LabelFormat format(boolean tracked) {
    return switch (this) {
      case COCO -> new CocoFormat();
      case MOT -> new MotFormat().withFirstFrame(1);
      case CVAT -> tracked ? CvatFormat.forVideo() : CvatFormat.forImages();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
