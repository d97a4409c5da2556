package dev.reelstate.processing.format.voc;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.io.ImageIndex;
import dev.reelstate.processing.format.io.NewFiles;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.TraitNames;
import dev.reelstate.processing.format.io.XmlOut;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Writes a folder. */
final class VocWriter {

  private final PixelConvention pixels;
  private final LabelledData data;

  VocWriter(PixelConvention pixels, LabelledData data) {
    this.pixels = pixels;
    this.data = data;
  }

  /** The name of the file of an image, without extension. */
  static String stem(LabelledImage image) {
    String file = image.file();
    String path = file == null ? image.id() : ImageIndex.stem(file);
    return path.replace('/', '_');
  }

  void write(Path target) {
    NewFiles.folder(target, folder -> {
      Map<String, List<LabelledObject>> objects = data.objectsByImage();
      for (LabelledImage image : data.images()) {
        folder.add(
            "Annotations/" + stem(image) + ".xml",
            out -> write(image, objects.getOrDefault(image.id(), List.of()), out));
      }
    });
  }

  private void write(LabelledImage image, List<LabelledObject> objects, Writer text)
      throws IOException {
    XmlOut out = new XmlOut(text);
    out.start("annotation");
    if (image.file() != null) {
      out.element("filename", image.file());
    }
    if (image.width() != null) {
      out.start("size")
          .element("width", image.width().toString())
          .element("height", String.valueOf(image.height()))
          .element("depth", "3")
          .end();
    }
    for (LabelledObject object : objects) {
      write(object, out);
    }
    out.end();
  }

  private void write(LabelledObject object, XmlOut out) throws IOException {
    Map<String, String> attributes = new HashMap<>(object.attributes());
    String pose = Objects.requireNonNullElse(attributes.remove(VocObject.POSE), "");
    boolean truncated = attributes.remove(VocObject.TRUNCATED, "1");
    out.start("object")
        .element("name", object.label())
        .element("pose", pose.isEmpty() ? VocObject.NO_POSE : pose)
        .element("truncated", flag(truncated))
        .element("occluded", flag(object.traits().contains(Trait.OCCLUDED)))
        .element("difficult", flag(object.traits().contains(Trait.DIFFICULT)));
    out.start("bndbox")
        .element("xmin", VocBoxes.left(pixels, object.box()))
        .element("ymin", VocBoxes.top(pixels, object.box()))
        .element("xmax", VocBoxes.right(object.box()))
        .element("ymax", VocBoxes.bottom(object.box()))
        .end();
    Set<Trait> others = EnumSet.noneOf(Trait.class);
    others.addAll(object.traits());
    others.removeAll(EnumSet.of(Trait.OCCLUDED, Trait.DIFFICULT));
    write(TraitNames.added(attributes, others), out);
    out.end();
  }

  private static void write(Map<String, String> attributes, XmlOut out) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    out.start("attributes");
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.start("attribute")
          .element("name", attribute.getKey())
          .element("value", attribute.getValue())
          .end();
    }
    out.end();
  }

  private static String flag(boolean set) {
    return set ? "1" : "0";
  }

  void writeDetections(Path target) {
    Map<String, String> stems = new HashMap<>();
    data.images().forEach(image -> stems.put(image.id(), stem(image)));
    NewFiles.folder(target, folder -> {
      for (Category category : data.categories()) {
        folder.add("comp4_det_test_" + file(category.name()) + ".txt", out -> {
          for (LabelledObject object : data.objects()) {
            if (object.label().equals(category.name())) {
              write(object, Objects.requireNonNull(stems.get(object.image())), out);
            }
          }
        });
      }
    });
  }

  private static String file(String label) {
    if (label.indexOf('/') >= 0) {
      throw new Refusal("The class \"" + label + "\" cannot be part of a file name.");
    }
    return label;
  }

  private void write(LabelledObject object, String stem, Writer out) throws IOException {
    Double score = object.score();
    if (score == null) {
      throw new Refusal("A detection in image " + object.image() + " has no score.");
    }
    out.write(stem + " " + Numbers.text(score));
    out.write(" " + VocBoxes.left(pixels, object.box()) + " " + VocBoxes.top(pixels, object.box()));
    out.write(" " + VocBoxes.right(object.box()) + " " + VocBoxes.bottom(object.box()) + "\n");
  }
}
