package dev.reelstate.processing.format.coco;

import dev.reelstate.processing.format.Category;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What annotations refer to. */
final class CocoHead {

  private final Map<String, String> labels = new HashMap<>();
  private final Predicate<String> images;

  /** Categories, and which IDs are those of an image. */
  CocoHead(Iterable<Category> categories, Predicate<String> images) {
    for (Category category : categories) {
      if (category.id() != null) {
        labels.put(category.id(), category.name());
      }
    }
    this.images = images;
  }

  /** Categories and images. */
  CocoHead(Iterable<Category> categories, Set<String> images) {
    this(categories, images::contains);
  }

  @Nullable
  String label(String category) {
    return labels.get(category);
  }

  boolean hasImage(String id) {
    return images.test(id);
  }
}
