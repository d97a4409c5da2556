package dev.reelstate.processing.format.cvat;

import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Xml;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/** Reads the elements {@code track}. Not thread-safe. */
final class CvatTrackReader {

  private final CvatScenes scenes;
  private final LossReport.Builder losses;
  private final Set<String> tracks = new HashSet<>();

  CvatTrackReader(CvatScenes scenes, LossReport.Builder losses) {
    this.scenes = scenes;
    this.losses = losses;
  }

  void read(Xml xml) throws XMLStreamException {
    CvatTask task = scenes.task(xml);
    String id = task.prefix() + Numbers.whole("track id", xml.required("id"));
    if (!tracks.add(id)) {
      throw new Refusal("The track " + id + " occurs twice.");
    }
    String label = scenes.label(xml);
    xml.attribute("group_id").ifPresent(group -> losses.add("group", () -> "track " + id));
    scenes.announce(task);
    CvatTrack track = new CvatTrack(task);
    while (xml.nextChild()) {
      if (xml.name().equals("box")) {
        box(xml, task, track, id);
      } else {
        lose(xml, losses);
      }
    }
    track.unfold((frame, box, between) -> {
      if (between) {
        scenes.countInterpolated();
        lost(id, frame);
      }
      scenes.frame(task, frame);
      scenes.object(task.image(frame), label, box, id);
    });
  }

  private void box(Xml xml, CvatTask task, CvatTrack track, String id) throws XMLStreamException {
    long frame = Numbers.frame(xml.required("frame"), 0);
    boolean outside =
        xml.attribute("outside").map(text -> Numbers.flag("outside", text)).orElse(false);
    boolean key =
        xml.attribute("keyframe").map(text -> Numbers.flag("keyframe", text)).orElse(true);
    if (!outside) {
      task.check(frame);
    }
    if (!key && !outside) {
      lost(id, frame);
    }
    track.add(frame, CvatBox.read(xml, losses), outside);
  }

  /** The data does not tell a box that someone drew from one that was interpolated. */
  private void lost(String track, long frame) {
    losses.add("key frames", () -> "track " + track + ", frame " + frame);
  }

  /** Lists a shape that is no box. */
  static void lose(Xml xml, LossReport.Builder losses) throws XMLStreamException {
    String line = xml.line();
    String name = xml.name();
    losses.add(
        switch (name) {
          case "polygon", "polyline", "points", "cuboid", "skeleton", "ellipse", "mask", "tag" ->
            name;
          default -> "element of the file";
        },
        () -> name + " in " + line);
    xml.skip();
  }
}
