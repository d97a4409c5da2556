package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Xml;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the elements {@code image}. Not thread-safe. */
final class CvatImageReader {

  private final CvatScenes scenes;
  private final LossReport.Builder losses;

  CvatImageReader(CvatScenes scenes, LossReport.Builder losses) {
    this.scenes = scenes;
    this.losses = losses;
  }

  void read(Xml xml) throws XMLStreamException {
    CvatTask task = scenes.task(xml);
    LabelledImage image = image(xml, task);
    scenes.image(image);
    while (xml.nextChild()) {
      if (xml.name().equals("box")) {
        String label = scenes.label(xml);
        scenes.object(image.id(), label, CvatBox.read(xml, losses), null);
      } else {
        CvatTrackReader.lose(xml, losses);
      }
    }
  }

  private LabelledImage image(Xml xml, CvatTask task) {
    String id = Numbers.whole("image id", xml.required("id"));
    String file = xml.attribute("name").orElse(null);
    Integer width = size(xml, "width");
    Integer height = size(xml, "height");
    if ((width == null) != (height == null)) {
      throw new Refusal("The image has only one of width and height.");
    }
    if (!scenes.isVideo()) {
      return new LabelledImage(task.prefix() + id, file, width, height, null, null, null);
    }
    scenes.video(task);
    long frame = Numbers.frame(id, 0);
    return new LabelledImage(task.image(frame), file, width, height, task.video(), frame, null);
  }

  private static @Nullable Integer size(Xml xml, String name) {
    return xml.attribute(name).map(text -> Numbers.size(name, text)).orElse(null);
  }
}
