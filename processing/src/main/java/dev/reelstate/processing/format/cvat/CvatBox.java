package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Xml;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/**
 * A box of a file.
 *
 * @param box its position; if it is rotated, the upright box around it
 * @param occluded whether something hides it in part
 * @param attributes what else is known
 */
record CvatBox(Box box, boolean occluded, Map<String, String> attributes) {

  /** Reads the element {@code box}. */
  static CvatBox read(Xml xml, LossReport.Builder losses) throws XMLStreamException {
    String line = xml.line();
    Box box =
        Numbers.between(edge(xml, "xtl"), edge(xml, "ytl"), edge(xml, "xbr"), edge(xml, "ybr"));
    double rotation =
        xml.attribute("rotation").map(text -> Numbers.real("rotation", text)).orElse(0.0);
    if (rotation != 0) {
      losses.add("rotation", () -> line);
      box = around(box, Math.toRadians(rotation));
    }
    boolean occluded =
        xml.attribute("occluded").map(text -> Numbers.flag("occluded", text)).orElse(false);
    reportOrder(xml, losses);
    return new CvatBox(box, occluded, attributes(xml));
  }

  private static double edge(Xml xml, String name) {
    return Numbers.pixels(name, xml.required(name));
  }

  private static void reportOrder(Xml xml, LossReport.Builder losses) {
    String line = xml.line();
    xml.attribute("z_order")
        .filter(order -> !order.equals("0"))
        .ifPresent(order -> losses.add("z_order", () -> line));
    xml.attribute("group_id").ifPresent(group -> losses.add("group", () -> line));
    xml.attribute("source")
        .filter(source -> !source.equals("manual"))
        .ifPresent(source -> losses.add("source", () -> line));
  }

  private static Map<String, String> attributes(Xml xml) throws XMLStreamException {
    Map<String, String> attributes = new TreeMap<>();
    while (xml.nextChild()) {
      if (xml.name().equals("attribute")) {
        String name = xml.attribute("name").orElse("");
        attributes.put(name.isBlank() ? "attribute" : name, xml.content());
      } else {
        xml.skip();
      }
    }
    return attributes;
  }

  private static Box around(Box box, double angle) {
    double cos = Math.abs(Math.cos(angle));
    double sin = Math.abs(Math.sin(angle));
    double width = box.width() * cos + box.height() * sin;
    double height = box.width() * sin + box.height() * cos;
    return new Box(
        box.x() + (box.width() - width) / 2, box.y() + (box.height() - height) / 2, width, height);
  }
}
