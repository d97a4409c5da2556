package dev.reelstate.processing.format.voc;

import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** An image while its file is read. Not thread-safe. */
final class VocImage {

  private final String id;
  private final PixelConvention pixels;
  private final LossReport.Builder losses;
  private final List<LabelledObject> objects = new ArrayList<>();
  private final Map<String, Integer> size = new HashMap<>();
  private @Nullable String file;

  VocImage(String id, PixelConvention pixels, LossReport.Builder losses) {
    this.id = id;
    this.pixels = pixels;
    this.losses = losses;
  }

  /** Reads the element {@code annotation}. */
  void read(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "filename" -> file = blankAsNull(xml.text());
        case "size" -> size(xml);
        case "object" -> objects.add(new VocObject(id, pixels, losses).read(xml));
        default -> {
          String name = xml.name();
          losses.add("details of an image", () -> name + " of " + id);
          xml.skip();
        }
      }
    }
  }

  private static @Nullable String blankAsNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Some tools write zeros where they do not know the size. */
  private void size(Xml xml) throws XMLStreamException {
    while (xml.nextChild()) {
      String name = xml.name();
      if (name.equals("width") || name.equals("height")) {
        size.put(name, (int) Numbers.whole(name, xml.text(), 0, Integer.MAX_VALUE));
      } else {
        xml.skip();
      }
    }
  }

  void deliver(Delivery out) {
    LabelledImage image = LabelledImage.still(id, file);
    int width = size.getOrDefault("width", 0);
    int height = size.getOrDefault("height", 0);
    out.image(width > 0 && height > 0 ? image.withSize(width, height) : image);
    for (LabelledObject object : objects) {
      out.object(object.withLabel(out.label(object.label())));
    }
  }
}
