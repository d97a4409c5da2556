package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;

/** What YOLO text cannot hold. */
final class YoloLosses {

  private final boolean detections;
  private final LossReport.Builder losses = new LossReport.Builder();

  private YoloLosses(boolean detections) {
    this.detections = detections;
  }

  static LossReport of(LabelledData data, boolean detections) {
    YoloLosses losses = new YoloLosses(detections);
    int number = 0;
    for (Category category : data.categories()) {
      losses.category(category, Integer.toString(number++));
    }
    for (LabelledVideo video : data.videos()) {
      losses.losses.add("video", video::name);
    }
    data.images().forEach(losses::image);
    data.objects().forEach(losses::object);
    return losses.losses.build();
  }

  private void category(Category category, String number) {
    if (category.id() != null && !number.equals(category.id())) {
      losses.add("category ID", () -> category.id() + " of " + category.name());
    }
    if (category.group() != null) {
      losses.add("category group", () -> category.group() + " of " + category.name());
    }
  }

  private void image(LabelledImage image) {
    if (!image.id().equals(YoloWriter.key(image))) {
      losses.add("image ID", image::id);
    }
    if (image.frame() != null) {
      losses.add("frame number", () -> image.frame() + " of image " + image.id());
    }
    if (image.time() != null) {
      losses.add("time", () -> image.time() + " of image " + image.id());
    }
  }

  private void object(LabelledObject object) {
    if (object.id() != null) {
      of(object, "object ID", object.id());
    }
    if (object.area() != null) {
      of(object, "area", object.area().toString());
    }
    if (object.score() != null && !detections) {
      of(object, "score", object.score().toString());
    }
    String track = object.track();
    if (track != null && !(detections && Numbers.isId(track))) {
      of(object, "track", track);
    }
    object.traits().forEach(trait -> of(object, "trait", trait.name()));
    object.attributes().keySet().forEach(name -> of(object, "attribute", name));
  }

  private void of(LabelledObject object, String kind, String what) {
    losses.add(kind, () -> what + " in image " + object.image());
  }
}
