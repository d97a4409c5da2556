package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Xml;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;

/** Reads a file of either kind. Not thread-safe. */
final class CvatReader {

  private final Path file;
  private final Delivery out;
  private final CvatScenes scenes;
  private final LossReport.Builder losses = new LossReport.Builder();
  private final CvatImageReader images;
  private final CvatTrackReader tracks;

  CvatReader(Path file, LabelHandler handler, long mostInterpolated) {
    this.file = file;
    this.out = new Delivery(handler);
    this.scenes = new CvatScenes(out, losses, mostInterpolated);
    this.images = new CvatImageReader(scenes, losses);
    this.tracks = new CvatTrackReader(scenes, losses);
  }

  LossReport read() {
    Xml.read(file, "annotations", xml -> {
      while (xml.nextChild()) {
        switch (xml.name()) {
          case "version" -> version(xml);
          case "meta" -> {
            CvatMeta meta = new CvatMeta(out, losses);
            meta.read(xml);
            scenes.start(meta);
          }
          case "image" -> images.read(xml);
          case "track" -> tracks.read(xml);
          default -> {
            String name = xml.name();
            losses.add("element of the file", () -> name);
            xml.skip();
          }
        }
      }
      scenes.end();
    });
    return losses.build();
  }

  private static void version(Xml xml) throws XMLStreamException {
    String version = xml.text();
    if (!version.startsWith("1.")) {
      throw new Refusal("Version \"" + version + "\" of CVAT's format is not known, only 1.");
    }
  }
}
