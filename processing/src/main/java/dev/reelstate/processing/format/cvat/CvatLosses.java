package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.TraitNames;
import java.util.HashSet;
import java.util.Set;

/** What CVAT XML cannot hold. */
final class CvatLosses {

  private CvatLosses() {}

  static LossReport ofImages(LabelledData data) {
    LossReport.Builder losses = common(data);
    CvatNumbers numbers = new CvatNumbers(data);
    boolean frames = numbers.areFrames();
    for (LabelledImage image : data.images()) {
      numbers.report(image, losses);
      if (!frames && image.video() != null) {
        losses.add("video", () -> image.video() + " of image " + image.id());
      }
      if (!frames && image.frame() != null) {
        losses.add("frame number", () -> image.frame() + " of image " + image.id());
      }
    }
    for (LabelledObject object : data.objects()) {
      if (object.track() != null) {
        losses.add("track", () -> object.track() + " in image " + object.image());
      }
    }
    return losses.build();
  }

  static LossReport ofVideo(LabelledData data) {
    LossReport.Builder losses = common(data);
    CvatNumbers numbers = new CvatNumbers(data);
    Set<String> sizes = new HashSet<>();
    for (LabelledImage image : data.images()) {
      numbers.report(image, losses);
      if (!numbers.areFrames()) {
        losses.add("image that is no frame of one video", image::id);
      }
      String file = image.file();
      if (file != null && !file.equals(CvatTask.file(numbers.of(image)))) {
        losses.add("file name", () -> file);
      }
      sizes.add(image.width() + " by " + image.height());
    }
    if (sizes.size() > 1) {
      losses.add("size of single frames", () -> data.images().get(0).id());
    }
    numbers.grid().reportGaps(numbers.video(), data.images().size(), losses);
    return losses.build().plus(new CvatTracks(data, numbers).losses());
  }

  private static LossReport.Builder common(LabelledData data) {
    LossReport.Builder losses = new LossReport.Builder();
    for (Category category : data.categories()) {
      if (category.id() != null) {
        losses.add("category ID", () -> category.id() + " of " + category.name());
      }
      if (category.group() != null) {
        losses.add("category group", () -> category.group() + " of " + category.name());
      }
    }
    for (LabelledVideo video : data.videos()) {
      if (video.frameRate() != null) {
        losses.add("frame rate", video::name);
      }
    }
    for (LabelledImage image : data.images()) {
      if (image.time() != null) {
        losses.add("time", () -> image.time() + " of image " + image.id());
      }
    }
    data.objects().forEach(object -> common(object, losses));
    return losses;
  }

  private static void common(LabelledObject object, LossReport.Builder losses) {
    if (object.id() != null) {
      losses.add("object ID", object::id);
    }
    if (object.area() != null) {
      losses.add("area", () -> object.area() + " in image " + object.image());
    }
    if (object.score() != null) {
      losses.add("score", () -> object.score() + " in image " + object.image());
    }
    TraitNames.report(object, losses);
  }
}
