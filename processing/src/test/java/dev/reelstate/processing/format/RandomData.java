package dev.reelstate.processing.format;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Data as it may come. The left edges of its objects are at least one pixel apart. */
final class RandomData {

  private static final List<String> LABELS =
      List.of("car", "Car", "traffic light", "\"a\" & <b>", "Fußgänger #1, 車");

  private final Random random;
  private final boolean video;

  private RandomData(Random random, boolean video) {
    this.random = random;
    this.video = video;
  }

  /** Still images, some without objects. */
  static LabelledData stills(long seed) {
    return new RandomData(new Random(seed), false).data();
  }

  /** Frames of a video at equal distances. */
  static LabelledData video(long seed) {
    return new RandomData(new Random(seed), true).data();
  }

  /** The same objects as detections: all have a score. */
  static LabelledData detected(LabelledData data) {
    double[] score = {0};
    return new LabelledData(
        data.categories(),
        data.videos(),
        data.images(),
        data.objects().stream()
            .map(one -> one.withScore(score[0] += 1.0 / 1024))
            .toList());
  }

  private LabelledData data() {
    List<LabelledImage> images = new ArrayList<>();
    List<LabelledObject> objects = new ArrayList<>();
    long frame = random.nextInt(100);
    long step = 1L + random.nextInt(5);
    for (int index = 0; index < 12; index++) {
      LabelledImage image = video
          ? LabelledImage.frame("street/" + frame, "street", frame)
          : LabelledImage.still("id " + index, "dir" + random.nextInt(2) + "/" + index + ".x.jpg");
      images.add(image.withSize(1920 + (video ? 0 : index), 1080));
      for (int count = random.nextInt(4); count > 0; count--) {
        objects.add(object(image.id(), objects.size(), count));
      }
      frame += step;
    }
    return new LabelledData(
        LABELS.stream().map(Category::of).toList(),
        video
            ? List.of(new LabelledVideo("street", random.nextBoolean() ? 29.97 : null))
            : List.of(),
        images,
        objects);
  }

  private LabelledObject object(String image, int number, int track) {
    Box box = new Box(
        number * 17 + random.nextDouble(),
        random.nextDouble() * 1000,
        random.nextInt(10) == 0 ? 0 : random.nextDouble() * 300,
        random.nextDouble() * 200);
    return new LabelledObject(
        image,
        random.nextInt(5) == 0 ? "object " + number : null,
        LABELS.get(random.nextInt(LABELS.size())),
        box,
        random.nextInt(3) == 0 ? box.area() / 2 : null,
        random.nextInt(6) == 0 ? random.nextDouble() : null,
        video && random.nextInt(4) > 0 ? Long.toString(track * 4_000_000_000L) : null,
        traits(),
        attributes());
  }

  private Set<Trait> traits() {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    for (Trait trait : Trait.values()) {
      if (random.nextInt(5) == 0) {
        traits.add(trait);
      }
    }
    return traits;
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new HashMap<>();
    if (random.nextInt(3) == 0) {
      attributes.put("a name", " <&\"\n\tü ");
    }
    if (random.nextInt(3) == 0) {
      attributes.put("visibility", "0." + (1 + random.nextInt(9)));
    }
    if (random.nextInt(5) == 0) {
      attributes.put("truncated", "1");
    }
    return attributes;
  }
}
