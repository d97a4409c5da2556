package dev.reelstate.processing.format.voc;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.TraitNames;
import dev.reelstate.processing.format.io.Xml;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** An object while it is read. Not thread-safe. */
final class VocObject {

  static final String TRUNCATED = "truncated";
  static final String POSE = "pose";
  static final String NO_POSE = "Unspecified";

  private final String image;
  private final PixelConvention pixels;
  private final LossReport.Builder losses;
  private final Map<String, String> attributes = new HashMap<>();
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private String label = "";
  private @Nullable Box box;

  VocObject(String image, PixelConvention pixels, LossReport.Builder losses) {
    this.image = image;
    this.pixels = pixels;
    this.losses = losses;
  }

  /** Reads the element {@code object}. */
  LabelledObject read(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      field(xml);
    }
    if (label.isBlank() || box == null) {
      throw new Refusal("An object needs a name and a bndbox.");
    }
    traits.addAll(TraitNames.taken(attributes));
    return LabelledObject.of(image, label, box).withTraits(traits).withAttributes(attributes);
  }

  private void field(Xml xml) throws XMLStreamException {
    String name = xml.name();
    switch (name) {
      case "name" -> label = xml.text();
      case "bndbox" -> box = box(xml);
      case "difficult" -> trait(Trait.DIFFICULT, xml.text());
      case "occluded" -> trait(Trait.OCCLUDED, xml.text());
      case TRUNCATED -> {
        if (flag(name, xml.text())) {
          attributes.put(name, "1");
        }
      }
      case POSE -> {
        String pose = xml.text();
        if (!pose.isEmpty() && !pose.equals(NO_POSE)) {
          attributes.put(name, pose);
        }
      }
      case "attributes" -> attributes(xml);
      default -> {
        losses.add(
            name.equals("part") ? name : "details of an object", () -> name + " in " + image);
        xml.skip();
      }
    }
  }

  private void trait(Trait trait, String text) {
    if (flag(TraitNames.of(trait), text)) {
      traits.add(trait);
    }
  }

  /** Some tools write the word for what nobody said, or nothing. */
  private static boolean flag(String what, String text) {
    return !text.isEmpty() && !text.equals(NO_POSE) && Numbers.flag(what, text);
  }

  private Box box(Xml xml) throws XMLStreamException {
    Map<String, String> edges = new HashMap<>();
    while (xml.nextChild()) {
      String name = xml.name();
      if (edges.put(name, xml.text()) != null) {
        throw new Refusal("The edge " + name + " occurs twice.");
      }
    }
    return VocBoxes.box(
        pixels, edge(edges, "xmin"), edge(edges, "ymin"), edge(edges, "xmax"), edge(edges, "ymax"));
  }

  private static String edge(Map<String, String> edges, String name) {
    String edge = edges.get(name);
    if (edge == null) {
      throw new Refusal("The bndbox has no " + name + ".");
    }
    return edge;
  }

  private void attributes(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      Map<String, String> fields = new HashMap<>();
      while (xml.nextChild()) {
        String name = xml.name();
        fields.put(name, name.equals("value") ? xml.content() : xml.text());
      }
      String name = fields.getOrDefault("name", "");
      if (name.isBlank()) {
        throw new Refusal("An attribute needs a name.");
      }
      attributes.put(name, fields.getOrDefault("value", ""));
    }
  }
}
