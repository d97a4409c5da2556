package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.io.FrameGrid;
import dev.reelstate.processing.format.io.NewFiles;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Writes CVAT for video. Every box is a key frame, so that none moves when it is read. */
final class CvatVideoWriter {

  private final LabelledData data;
  private final CvatNumbers numbers;
  private final FrameGrid grid;

  CvatVideoWriter(LabelledData data) {
    this.data = data;
    this.numbers = new CvatNumbers(data);
    this.grid = numbers.grid();
  }

  void write(Path target) {
    NewFiles.file(target, text -> {
      if (data.videos().size() > 1) {
        throw new Refusal("A file holds the tracks of one video, but there are "
            + data.videos().size() + "; write each on its own.");
      }
      CvatXml xml = new CvatXml(text, data, numbers, true);
      for (CvatTracks.Track track : new CvatTracks(data, numbers).all()) {
        write(xml, track);
      }
      xml.end();
    });
  }

  private void write(CvatXml xml, CvatTracks.Track track) throws IOException {
    xml.out()
        .start("track")
        .attribute("id", track.id())
        .attribute("label", track.label())
        .attribute("source", "manual");
    Set<Trait> always = EnumSet.noneOf(Trait.class);
    for (Trait trait : EnumSet.of(Trait.DIFFICULT, Trait.CROWD, Trait.IGNORE)) {
      if (track.has(trait)) {
        always.add(trait);
      }
    }
    for (var entry : track.objects().entrySet()) {
      long after = entry.getKey() + grid.step();
      write(xml, entry.getKey(), entry.getValue(), false, always);
      if (after <= grid.stop() && !track.objects().containsKey(after)) {
        write(xml, after, entry.getValue(), true, always);
      }
    }
    xml.out().end();
  }

  private static void write(
      CvatXml xml, long frame, LabelledObject object, boolean outside, Set<Trait> always)
      throws IOException {
    xml.out()
        .start("box")
        .attribute("frame", Long.toString(frame))
        .attribute("keyframe", true)
        .attribute("outside", outside)
        .attribute("occluded", object.traits().contains(Trait.OCCLUDED));
    xml.endBox(object, always);
  }
}
