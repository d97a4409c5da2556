package dev.reelstate.processing.format.coco;

import com.google.gson.stream.JsonWriter;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.io.NewFiles;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.TraitNames;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes annotations or results. Not thread-safe. */
final class CocoWriter {

  private final LabelledData data;
  private final CocoIds ids;
  private final Map<String, String> categories;
  private final Map<String, Integer> videos = new HashMap<>();

  CocoWriter(LabelledData data) {
    this.data = data;
    this.ids = CocoIds.of(data);
    this.categories = ids.categoryByName();
    for (LabelledVideo video : data.videos()) {
      videos.put(video.name(), videos.size() + 1);
    }
  }

  void write(Path target) {
    NewFiles.file(target, text -> {
      JsonWriter out = lines(text);
      out.beginObject();
      if (!videos.isEmpty()) {
        writeVideos(out);
      }
      writeImages(out);
      writeObjects(out);
      writeCategories(out);
      out.endObject();
      out.flush();
    });
  }

  void writeResults(Path target) {
    NewFiles.file(target, text -> {
      JsonWriter out = lines(text);
      out.beginArray();
      for (LabelledObject object : data.objects()) {
        if (object.score() == null) {
          throw new Refusal("A detection in image " + object.image() + " has no score.");
        }
        writeResult(out, object);
      }
      out.endArray();
      out.flush();
    });
  }

  private static JsonWriter lines(Writer text) {
    JsonWriter out = new JsonWriter(text);
    out.setHtmlSafe(false);
    return out;
  }

  private void writeVideos(JsonWriter out) throws IOException {
    out.name("videos").beginArray();
    for (LabelledVideo video : data.videos()) {
      out.beginObject().name("id").value(videos.get(video.name())).name("name").value(video.name());
      writeReal(out, "fps", video.frameRate());
      out.endObject();
    }
    out.endArray();
  }

  private void writeImages(JsonWriter out) throws IOException {
    out.name("images").beginArray();
    for (LabelledImage image : data.images()) {
      out.beginObject();
      writeId(out, "id", Objects.requireNonNull(ids.images().get(image.id())));
      writeOptional(out, "file_name", image.file());
      if (image.width() != null) {
        out.name("width").value(image.width()).name("height").value(image.height());
      }
      if (image.video() != null) {
        out.name("video_id").value(videos.get(image.video()));
      }
      if (image.frame() != null) {
        out.name("frame_id").value(image.frame());
      }
      if (image.time() != null) {
        BigDecimal seconds = BigDecimal.valueOf(image.time().toNanos(), 9).stripTrailingZeros();
        out.name("timestamp").jsonValue(seconds.toPlainString());
      }
      out.endObject();
    }
    out.endArray();
  }

  private void writeObjects(JsonWriter out) throws IOException {
    out.name("annotations").beginArray();
    int number = 0;
    for (LabelledObject object : data.objects()) {
      number++;
      out.beginObject();
      writeId(
          out,
          "id",
          ids.renumberedObjects() ? Integer.toString(number) : Objects.requireNonNull(object.id()));
      writePlace(out, object);
      writeReal(out, "area", object.area() == null ? object.box().area() : object.area());
      out.name("iscrowd").value(object.traits().contains(Trait.CROWD) ? 1 : 0);
      if (object.traits().contains(Trait.IGNORE)) {
        out.name("ignore").value(1);
      }
      writeReal(out, "score", object.score());
      writeTrack(out, object.track());
      writeAttributes(out, object);
      out.endObject();
    }
    out.endArray();
  }

  private void writeResult(JsonWriter out, LabelledObject object) throws IOException {
    out.beginObject();
    if (!ids.renumberedObjects()) {
      writeId(out, "id", Objects.requireNonNull(object.id()));
    }
    writePlace(out, object);
    writeReal(out, "area", object.area());
    writeReal(out, "score", object.score());
    writeTrack(out, object.track());
    out.endObject();
  }

  private void writePlace(JsonWriter out, LabelledObject object) throws IOException {
    writeId(out, "image_id", Objects.requireNonNull(ids.images().get(object.image())));
    writeId(out, "category_id", Objects.requireNonNull(categories.get(object.label())));
    out.name("bbox").beginArray();
    out.jsonValue(Numbers.text(object.box().x()));
    out.jsonValue(Numbers.text(object.box().y()));
    out.jsonValue(Numbers.text(object.box().width()));
    out.jsonValue(Numbers.text(object.box().height()));
    out.endArray();
  }

  private static void writeTrack(JsonWriter out, @Nullable String track) throws IOException {
    if (track != null) {
      writeId(out, "track_id", track);
    }
  }

  private static void writeAttributes(JsonWriter out, LabelledObject object) throws IOException {
    Set<Trait> unnamed = EnumSet.noneOf(Trait.class);
    unnamed.addAll(object.traits());
    unnamed.removeAll(EnumSet.of(Trait.CROWD, Trait.IGNORE));
    Map<String, String> attributes = TraitNames.added(object.attributes(), unnamed);
    if (!attributes.isEmpty()) {
      out.name("attributes").beginObject();
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        out.name(attribute.getKey()).value(attribute.getValue());
      }
      out.endObject();
    }
  }

  private void writeCategories(JsonWriter out) throws IOException {
    out.name("categories").beginArray();
    for (Category category : ids.categories()) {
      out.beginObject();
      writeId(out, "id", Objects.requireNonNull(category.id()));
      out.name("name").value(category.name());
      writeOptional(out, "supercategory", category.group());
      out.endObject();
    }
    out.endArray();
  }

  private static void writeId(JsonWriter out, String name, String id) throws IOException {
    if (Numbers.isId(id)) {
      out.name(name).jsonValue(id);
    } else {
      out.name(name).value(id);
    }
  }

  private static void writeReal(JsonWriter out, String name, @Nullable Double number)
      throws IOException {
    if (number != null) {
      out.name(name).jsonValue(Numbers.text(number));
    }
  }

  private static void writeOptional(JsonWriter out, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      out.name(name).value(text);
    }
  }
}
