package dev.reelstate.processing.format.coco;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which a file names things. IDs that are numbers stay; if any is not, all of its
 * kind are numbered from 1.
 *
 * @param categories with their numbers
 * @param images the number of each image, by its ID
 * @param renumberedObjects whether annotations are numbered from 1
 */
record CocoIds(List<Category> categories, Map<String, String> images, boolean renumberedObjects) {

  static CocoIds of(LabelledData data) {
    return new CocoIds(
        categories(data.categories()),
        images(data.images()),
        !areNumbers(data.objects().stream().map(LabelledObject::id)));
  }

  private static List<Category> categories(List<Category> categories) {
    if (areNumbers(categories.stream().map(Category::id))) {
      return categories;
    }
    List<Category> numbered = new ArrayList<>();
    for (Category category : categories) {
      numbered.add(
          new Category(Integer.toString(numbered.size() + 1), category.name(), category.group()));
    }
    return numbered;
  }

  private static Map<String, String> images(List<LabelledImage> images) {
    boolean numbers = areNumbers(images.stream().map(LabelledImage::id));
    Map<String, String> ids = new HashMap<>();
    for (LabelledImage image : images) {
      ids.put(image.id(), numbers ? image.id() : Integer.toString(ids.size() + 1));
    }
    return ids;
  }

  private static boolean areNumbers(Stream<@Nullable String> ids) {
    HashSet<String> known = new HashSet<>();
    return ids.allMatch(id -> id != null && Numbers.isId(id) && known.add(id));
  }

  /** The number of each category, by its name. */
  Map<String, String> categoryByName() {
    Map<String, String> numbers = new HashMap<>();
    for (Category category : categories) {
      numbers.put(category.name(), Objects.requireNonNull(category.id()));
    }
    return numbers;
  }

  /** Lists the IDs of the data that are not written. */
  void report(LabelledData data, LossReport.Builder losses) {
    Map<String, String> names = categoryByName();
    report("category ID", data.categories(), Category::id, one -> names.get(one.name()), losses);
    report("image ID", data.images(), LabelledImage::id, one -> images.get(one.id()), losses);
    if (renumberedObjects) {
      report("object ID", data.objects(), LabelledObject::id, one -> null, losses);
    }
  }

  private static <T> void report(
      String kind,
      List<T> all,
      Function<T, @Nullable String> id,
      Function<T, @Nullable String> number,
      LossReport.Builder losses) {
    for (T one : all) {
      String known = id.apply(one);
      if (known != null && !known.equals(number.apply(one))) {
        losses.add(kind, () -> known);
      }
    }
  }
}
