package dev.reelstate.processing.format.io;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands on what is read, and refuses what occurs twice. Not thread-safe. */
public final class Delivery {

  private final LabelHandler handler;
  private final Map<String, String> labels = new HashMap<>();
  private final Set<String> videos = new HashSet<>();
  private final Set<String> images = new HashSet<>();
  private final Set<String> objects = new HashSet<>();

  /** Hands on to a host. */
  public Delivery(LabelHandler handler) {
    this.handler = handler;
  }

  /** A category that the file defines. */
  public void category(Category category) {
    if (labels.putIfAbsent(category.name(), category.name()) != null) {
      throw new Refusal("Two categories are named \"" + category.name() + "\".");
    }
    handler.category(category);
  }

  /** Whether any category was handed on. */
  public boolean hasCategories() {
    return !labels.isEmpty();
  }

  /** A label of a file that defines its categories. */
  public String knownLabel(String label) {
    String known = labels.get(label);
    if (known == null) {
      throw new Refusal("There is no category \"" + label + "\".");
    }
    return known;
  }

  /** A label of a format whose files define no categories: the first one defines its category. */
  public String label(String label) {
    String known = labels.get(label);
    if (known != null) {
      return known;
    }
    if (label.isBlank()) {
      throw new Refusal("An object has no label.");
    }
    category(Category.of(label));
    return label;
  }

  /** A video that the file defines. */
  public void video(LabelledVideo video) {
    if (!videos.add(video.name())) {
      throw new Refusal("Two videos are named \"" + video.name() + "\".");
    }
    handler.video(video);
  }

  /** A picture that the file defines. */
  public void image(LabelledImage image) {
    if (!images.add(image.id())) {
      throw new Refusal("The image \"" + image.id() + "\" occurs twice.");
    }
    handler.image(image);
  }

  /** Whether a picture of that ID was handed on. */
  public boolean hasImage(String id) {
    return images.contains(id);
  }

  /** An object on a known picture, with a known label. */
  public void object(LabelledObject object) {
    String id = object.id();
    if (id != null && !objects.add(id)) {
      throw new Refusal("The object ID " + id + " occurs twice.");
    }
    handler.object(object);
  }
}
