package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.io.NewFiles;
import dev.reelstate.processing.format.io.XmlOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes CVAT for images. */
final class CvatImageWriter {

  private final LabelledData data;
  private final CvatNumbers numbers;

  CvatImageWriter(LabelledData data) {
    this.data = data;
    this.numbers = new CvatNumbers(data);
  }

  void write(Path target) {
    NewFiles.file(target, text -> {
      CvatXml xml = new CvatXml(text, data, numbers, numbers.areFrames());
      Map<String, List<LabelledObject>> objects = data.objectsByImage();
      for (LabelledImage image : data.images()) {
        write(xml, image, objects.getOrDefault(image.id(), List.of()));
      }
      xml.end();
    });
  }

  private void write(CvatXml xml, LabelledImage image, List<LabelledObject> objects)
      throws IOException {
    long number = numbers.of(image);
    XmlOut out = xml.out();
    out.start("image").attribute("id", Long.toString(number));
    String file = image.file();
    out.attribute("name", file != null ? file : CvatTask.file(number));
    if (image.width() != null) {
      out.attribute("width", image.width().toString());
      out.attribute("height", String.valueOf(image.height()));
    }
    for (LabelledObject object : objects) {
      out.start("box")
          .attribute("label", object.label())
          .attribute("occluded", object.traits().contains(Trait.OCCLUDED))
          .attribute("source", "manual");
      xml.endBox(object, Set.of());
    }
    out.end();
  }
}
