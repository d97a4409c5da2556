package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;

/** Gives every object the score 1. */
record Certain(LabelHandler handler) implements LabelHandler {

  @Override
  public void category(Category category) {
    handler.category(category);
  }

  @Override
  public void video(LabelledVideo video) {
    handler.video(video);
  }

  @Override
  public void image(LabelledImage image) {
    handler.image(image);
  }

  @Override
  public void object(LabelledObject object) {
    handler.object(object.withScore(1));
  }
}
