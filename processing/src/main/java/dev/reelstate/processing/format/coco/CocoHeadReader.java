package dev.reelstate.processing.format.coco;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Json;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads everything of a file but its annotations. Not thread-safe. */
final class CocoHeadReader {

  private final Delivery out;
  private final LossReport.Builder losses;
  private final Map<String, Category> categories = new HashMap<>();
  private final Map<String, LabelledVideo> videos = new HashMap<>();
  private final List<CocoImage> images = new ArrayList<>();
  private boolean hasAnnotations;

  CocoHeadReader(Delivery out, LossReport.Builder losses) {
    this.out = out;
    this.losses = losses;
  }

  /** Reads it, and hands on categories, videos and images. */
  CocoHead read(Json json) throws IOException {
    json.object(name -> section(json, name));
    if (!hasAnnotations) {
      throw new Refusal("$", "There is no list of annotations.");
    }
    for (CocoImage image : images) {
      String video = image.video();
      LabelledVideo known = video == null ? null : videos.get(video);
      if (video != null && known == null) {
        throw new Refusal(image.place(), "There is no video " + video + ".");
      }
      deliver(image, known);
    }
    return new CocoHead(categories.values(), out::hasImage);
  }

  private void deliver(CocoImage image, @Nullable LabelledVideo video) {
    try {
      out.image(image.labelled(video == null ? null : video.name()));
    } catch (Refusal e) {
      throw new Refusal(image.place(), String.valueOf(e.getMessage()));
    }
  }

  private void section(Json json, String name) throws IOException {
    switch (name) {
      case "categories" -> json.array(() -> category(json));
      case "videos" -> json.array(() -> video(json));
      case "images" ->
        json.array(
            () -> images.add(CocoImage.read(json, "$.images[" + images.size() + "]", losses)));
      case "annotations" -> {
        hasAnnotations = true;
        json.skip();
      }
      default -> {
        if (json.isNested()) {
          losses.add("details of the data set", () -> name);
        }
        json.skip();
      }
    }
  }

  private void category(Json json) throws IOException {
    String place = "$.categories[" + categories.size() + "]";
    Map<String, String> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "id" -> fields.put(name, json.id());
        case "name", "supercategory" -> fields.put(name, json.text());
        default -> {
          losses.add("details of a category", () -> name + " of " + place);
          json.skip();
        }
      }
    });
    String id = required(place, fields, "id");
    Category category =
        new Category(id, required(place, fields, "name"), fields.get("supercategory"));
    if (categories.putIfAbsent(id, category) != null) {
      throw new Refusal(place, "The category ID " + id + " occurs twice.");
    }
    out.category(category);
  }

  private void video(Json json) throws IOException {
    String place = "$.videos[" + videos.size() + "]";
    Map<String, String> fields = new HashMap<>();
    json.object(name -> {
      switch (name) {
        case "id" -> fields.put(name, json.id());
        case "name", "file_name" -> fields.put(name, json.text());
        case "fps", "frame_rate" -> fields.put("fps", Double.toString(json.real()));
        default -> {
          losses.add("details of a video", () -> name + " of " + place);
          json.skip();
        }
      }
    });
    String id = required(place, fields, "id");
    LabelledVideo video = new LabelledVideo(
        fields.getOrDefault("name", fields.getOrDefault("file_name", id)),
        rate(place, fields.get("fps")));
    if (videos.putIfAbsent(id, video) != null) {
      throw new Refusal(place, "The video ID " + id + " occurs twice.");
    }
    out.video(video);
  }

  private static @Nullable Double rate(String place, @Nullable String text) {
    if (text == null) {
      return null;
    }
    double rate = Double.parseDouble(text);
    if (rate <= 0) {
      throw new Refusal(place, "The frame rate must be positive, not " + text + ".");
    }
    return rate;
  }

  private static String required(String place, Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isBlank()) {
      throw new Refusal(place, "The " + name + " is missing.");
    }
    return value;
  }
}
