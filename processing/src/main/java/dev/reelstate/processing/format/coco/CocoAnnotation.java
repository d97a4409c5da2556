package dev.reelstate.processing.format.coco;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Json;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.TraitNames;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An annotation or a result while it is read. Not thread-safe. */
final class CocoAnnotation {

  private static final String TRACK = "track_id";

  private final String place;
  private @Nullable String id;
  private @Nullable String image;
  private @Nullable String category;
  private @Nullable Box box;
  private @Nullable Double area;
  private @Nullable Double score;
  private @Nullable String track;
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private final Map<String, String> attributes = new HashMap<>();

  private CocoAnnotation(String place) {
    this.place = place;
  }

  /**
   * Reads one.
   *
   * @param place its path in the file
   */
  static CocoAnnotation read(Json json, String place, LossReport.Builder losses)
      throws IOException {
    CocoAnnotation annotation = new CocoAnnotation(place);
    json.object(name -> annotation.field(json, name, losses));
    if (annotation.track == null) {
      annotation.track = annotation.attributes.remove(TRACK);
    }
    annotation.traits.addAll(TraitNames.taken(annotation.attributes));
    return annotation;
  }

  private void field(Json json, String name, LossReport.Builder losses) throws IOException {
    switch (name) {
      case "id" -> id = json.id();
      case "image_id" -> image = json.id();
      case "category_id" -> category = json.id();
      case "bbox" -> box = box(json);
      case "area" -> area = area(json);
      case "score" -> score = json.real();
      case TRACK -> track = json.id();
      case "iscrowd" -> trait(Trait.CROWD, json.flag(name));
      case "ignore" -> trait(Trait.IGNORE, json.flag(name));
      case "attributes" -> attributes(json, losses);
      default -> {
        losses.add(loss(name), () -> name + " of " + place);
        json.skip();
      }
    }
  }

  private static String loss(String field) {
    return switch (field) {
      case "segmentation" -> "segmentation";
      case "keypoints", "num_keypoints" -> "keypoints";
      default -> "field of an annotation";
    };
  }

  private static Box box(Json json) throws IOException {
    double[] numbers = new double[4];
    int[] count = {0};
    json.array(() -> {
      if (count[0] == numbers.length) {
        throw new Refusal("A bbox has four numbers: x, y, width, height.");
      }
      numbers[count[0]++] = Numbers.pixels("coordinate", json.real());
    });
    if (count[0] < numbers.length) {
      throw new Refusal("A bbox has four numbers, x, y, width, height, not " + count[0] + ".");
    }
    return Numbers.box(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  private static double area(Json json) throws IOException {
    double area = json.real();
    if (area < 0) {
      throw new Refusal("The area is negative: " + area + ".");
    }
    return area;
  }

  private void trait(Trait trait, boolean set) {
    if (set) {
      traits.add(trait);
    }
  }

  private void attributes(Json json, LossReport.Builder losses) throws IOException {
    json.object(name -> {
      String value = json.scalar();
      if (value == null || name.isBlank()) {
        losses.add("nested attribute", () -> name + " of " + place);
      } else {
        attributes.put(name, value);
      }
    });
  }

  /** Drops, and lists, that the annotation is to be ignored. */
  void overlookIgnore(LossReport.Builder losses) {
    if (traits.remove(Trait.IGNORE)) {
      losses.add("ignore", () -> place);
    }
  }

  boolean hasScore() {
    return score != null;
  }

  /** Whether it names a category that there is not. */
  boolean isOfUnknownCategory(CocoHead head) {
    return category != null && head.label(category) == null;
  }

  /** Its category as the file says it. */
  @Nullable
  String category() {
    return category;
  }

  /** The annotation, if everything is there. */
  LabelledObject object(CocoHead head) {
    String label = head.label(required("category_id", category));
    String owner = required("image_id", image);
    if (label == null) {
      throw new Refusal(place, "There is no category " + category + ".");
    }
    if (!head.hasImage(owner)) {
      throw new Refusal(place, "There is no image " + image + ".");
    }
    return new LabelledObject(
        owner, id, label, required("bbox", box), area, score, track, traits, attributes);
  }

  private <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new Refusal(place, "The " + field + " is missing.");
    }
    return value;
  }
}
