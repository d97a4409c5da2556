package dev.reelstate.processing.format.mot;

import static java.util.stream.Collectors.toSet;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.Numbers;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** What MOT text cannot hold. */
final class MotLosses {

  /** The attribute that has a column. */
  static final String VISIBILITY = "visibility";

  private final LossReport.Builder losses = new LossReport.Builder();

  private MotLosses() {}

  static LossReport of(LabelledData data) {
    MotLosses losses = new MotLosses();
    LossReport tracks = losses.common(data);
    Set<String> labels = data.objects().stream().map(LabelledObject::label).collect(toSet());
    boolean named = MotClasses.of(data) != MotClasses.NAMES;
    for (Category category : data.categories()) {
      losses.reportCategory(category);
      if (!named && !labels.contains(category.name())) {
        losses.losses.add("class without objects", category::name);
      }
    }
    for (LabelledObject object : data.objects()) {
      if (object.score() != null) {
        losses.of(object, "score", object.score().toString());
      }
      for (Trait trait : object.traits()) {
        if (trait != Trait.IGNORE) {
          losses.of(object, "trait", trait.name());
        }
      }
      object.attributes().forEach((name, value) -> {
        if (!name.equals(VISIBILITY) || !isVisibility(value)) {
          losses.of(object, "attribute", name);
        }
      });
    }
    return losses.losses.build().plus(tracks);
  }

  static LossReport ofResults(LabelledData data) {
    MotLosses losses = new MotLosses();
    LossReport tracks = losses.common(data);
    Set<String> labels = new HashSet<>();
    for (LabelledObject object : data.objects()) {
      if (labels.add(object.label()) && labels.size() > 1) {
        losses.of(object, "class of a detection", object.label());
      }
      object.traits().forEach(trait -> losses.of(object, "trait", trait.name()));
      object.attributes().keySet().forEach(name -> losses.of(object, "attribute", name));
    }
    return losses.losses.build().plus(tracks);
  }

  /** Whether a text is a visibility that a reader will give back. */
  static boolean isVisibility(String text) {
    return text.matches("0(\\.[0-9]{1,15})?")
        && Numbers.text(Double.parseDouble(text)).equals(text);
  }

  private void reportCategory(Category category) {
    if (category.id() != null) {
      losses.add("category ID", () -> category.id() + " of " + category.name());
    }
    if (category.group() != null) {
      losses.add("category group", () -> category.group() + " of " + category.name());
    }
  }

  private LossReport common(LabelledData data) {
    LossReport tracks = LossReport.none();
    for (MotGroup group : MotGroup.of(data)) {
      group.images().forEach(image -> image(group, image));
      new FrameGrid(0, Math.max(0, group.length() - 1), 1)
          .reportGaps(group.name(), group.images().size(), losses);
      MotTracks numbers = new MotTracks(group.objects());
      group.objects().forEach(numbers::of);
      tracks = tracks.plus(numbers.losses());
    }
    for (LabelledObject object : data.objects()) {
      if (object.id() != null) {
        of(object, "object ID", object.id());
      }
      if (object.area() != null) {
        of(object, "area", object.area().toString());
      }
    }
    return tracks;
  }

  private void image(MotGroup group, LabelledImage image) {
    if (!group.numbered() || image.video() == null) {
      losses.add("image that is no frame", image::id);
    }
    if (!image.id().equals(MotFrames.id(group.name(), group.frame(image.id())))) {
      losses.add("image ID", image::id);
    }
    if (image.file() != null) {
      losses.add("file name", () -> String.valueOf(image.file()));
    }
    if (image.time() != null) {
      losses.add("time", () -> image.time() + " of image " + image.id());
    }
    LabelledImage first = group.images().get(0);
    if (!Objects.equals(first.width(), image.width())
        || !Objects.equals(first.height(), image.height())) {
      losses.add("size of single frames", image::id);
    }
  }

  private void of(LabelledObject object, String kind, String what) {
    losses.add(kind, () -> what + " in image " + object.image());
  }
}
