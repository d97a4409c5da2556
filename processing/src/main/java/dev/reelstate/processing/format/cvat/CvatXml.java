package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.TraitNames;
import dev.reelstate.processing.format.io.XmlOut;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What files of both kinds have in common. Not thread-safe. */
final class CvatXml {

  private final XmlOut out;

  /**
   * Starts a file.
   *
   * @param video whether the images are frames of one video
   */
  CvatXml(Writer text, LabelledData data, CvatNumbers numbers, boolean video) throws IOException {
    out = new XmlOut(text);
    out.start("annotations").element("version", "1.1");
    out.start("meta").start("task");
    FrameGrid grid = numbers.grid();
    out.element("name", numbers.video());
    out.element("size", Integer.toString(data.images().size()));
    out.element("mode", video ? "interpolation" : "annotation");
    if (!data.images().isEmpty()) {
      out.element("start_frame", Long.toString(grid.start()));
      out.element("stop_frame", Long.toString(grid.stop()));
      out.element("frame_filter", grid.step() == 1 ? "" : "step=" + grid.step());
    }
    out.start("labels");
    for (Category category : data.categories()) {
      out.start("label").element("name", category.name()).end();
    }
    out.end();
    if (video) {
      writeVideo(data, numbers);
    }
    out.end().end();
  }

  private void writeVideo(LabelledData data, CvatNumbers numbers) throws IOException {
    for (LabelledImage image : data.images()) {
      if (image.width() != null) {
        out.start("original_size")
            .element("width", image.width().toString())
            .element("height", String.valueOf(image.height()))
            .end();
        break;
      }
    }
    out.element("source", numbers.video());
  }

  XmlOut out() {
    return out;
  }

  /** Ends the file. */
  void end() throws IOException {
    out.end();
  }

  /** Ends the box that was started: its position, and what it carries as attributes. */
  void endBox(LabelledObject object, Set<Trait> always) throws IOException {
    out.attribute("xtl", object.box().x())
        .attribute("ytl", object.box().y())
        .attribute("xbr", object.box().right())
        .attribute("ybr", object.box().bottom())
        .attribute("z_order", "0");
    Set<Trait> named = EnumSet.noneOf(Trait.class);
    named.addAll(object.traits());
    named.remove(Trait.OCCLUDED);
    Map<String, String> attributes = TraitNames.added(object.attributes(), named);
    for (Trait trait : always) {
      attributes.putIfAbsent(TraitNames.of(trait), "false");
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      out.start("attribute").attribute("name", attribute.getKey()).endWith(attribute.getValue());
    }
    out.end();
  }
}
