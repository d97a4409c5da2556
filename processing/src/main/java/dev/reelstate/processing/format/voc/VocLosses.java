package dev.reelstate.processing.format.voc;

import static java.util.stream.Collectors.toSet;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.TraitNames;
import java.util.Set;

/** What Pascal VOC cannot hold. */
final class VocLosses {

  private final LossReport.Builder losses = new LossReport.Builder();

  private VocLosses() {}

  static LossReport of(LabelledData data) {
    VocLosses losses = new VocLosses();
    losses.common(data);
    Set<String> labels = data.objects().stream().map(LabelledObject::label).collect(toSet());
    for (Category category : data.categories()) {
      if (!labels.contains(category.name())) {
        losses.losses.add("class without objects", category::name);
      }
    }
    for (LabelledObject object : data.objects()) {
      if (object.score() != null) {
        losses.of(object, "score", object.score().toString());
      }
      if (!object.label().equals(object.label().strip())) {
        losses.of(object, "white space around a label", object.label());
      }
      TraitNames.report(object, losses.losses);
    }
    return losses.losses.build();
  }

  static LossReport ofDetections(LabelledData data) {
    VocLosses losses = new VocLosses();
    losses.common(data);
    for (LabelledObject object : data.objects()) {
      object.traits().forEach(trait -> losses.of(object, "trait", trait.name()));
      object.attributes().keySet().forEach(name -> losses.of(object, "attribute", name));
    }
    return losses.losses.build();
  }

  private void common(LabelledData data) {
    for (Category category : data.categories()) {
      if (category.id() != null) {
        losses.add("category ID", () -> category.id() + " of " + category.name());
      }
      if (category.group() != null) {
        losses.add("category group", () -> category.group() + " of " + category.name());
      }
    }
    for (LabelledVideo video : data.videos()) {
      losses.add("video", video::name);
    }
    data.images().forEach(this::image);
    for (LabelledObject object : data.objects()) {
      if (object.id() != null) {
        of(object, "object ID", object.id());
      }
      if (object.area() != null) {
        of(object, "area", object.area().toString());
      }
      if (object.track() != null) {
        of(object, "track", object.track());
      }
    }
  }

  private void image(LabelledImage image) {
    if (!image.id().equals(VocWriter.stem(image))) {
      losses.add("image ID", image::id);
    }
    if (image.frame() != null) {
      losses.add("frame number", () -> image.frame() + " of image " + image.id());
    }
    if (image.time() != null) {
      losses.add("time", () -> image.time() + " of image " + image.id());
    }
  }

  private void of(LabelledObject object, String kind, String what) {
    losses.add(kind, () -> what + " in image " + object.image());
  }
}
