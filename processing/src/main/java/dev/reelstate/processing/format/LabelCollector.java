package dev.reelstate.processing.format;

import java.util.ArrayList;
import java.util.List;

/** Keeps everything. Not thread-safe. */
final class LabelCollector implements LabelHandler {

  private final List<Category> categories = new ArrayList<>();
  private final List<LabelledVideo> videos = new ArrayList<>();
  private final List<LabelledImage> images = new ArrayList<>();
  private final List<LabelledObject> objects = new ArrayList<>();

  @Override
  public void category(Category category) {
    categories.add(category);
  }

  @Override
  public void video(LabelledVideo video) {
    videos.add(video);
  }

  @Override
  public void image(LabelledImage image) {
    images.add(image);
  }

  @Override
  public void object(LabelledObject object) {
    objects.add(object);
  }

  LabelledData data() {
    return new LabelledData(categories, videos, images, objects);
  }
}
