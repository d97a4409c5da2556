package dev.reelstate.processing.format.mot;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LabelledVideo;
import dev.reelstate.processing.format.io.NewFiles;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** Writes ground truth or results. */
final class MotWriter {

  private static final String TEXT = ".txt";

  private final MotSettings settings;
  private final LabelledData data;
  private final List<MotGroup> groups;
  private final List<String> labels;

  MotWriter(MotSettings settings, LabelledData data) {
    this.settings = settings;
    this.data = data;
    this.groups = MotGroup.of(data);
    this.labels = MotClasses.of(data);
  }

  /** Writes a folder, or only the file if the target is named like one. */
  void write(Path target) {
    if (target.toString().endsWith(TEXT)) {
      NewFiles.file(target, out -> writeTruth(onlyOfMot(), out));
      return;
    }
    NewFiles.folder(target, folder -> {
      for (MotGroup group : groups) {
        String place = groups.size() == 1 ? "" : group.name() + "/";
        folder.add(place + "seqinfo.ini", out -> writeInfo(group, out));
        folder.add(place + "gt/gt.txt", out -> writeTruth(group, out));
        if (labels != MotClasses.NAMES) {
          folder.add(place + "gt/labels.txt", this::writeLabels);
        }
      }
    });
  }

  /** Writes a folder, or a file if the target is named like one. */
  void writeResults(Path target) {
    if (target.toString().endsWith(TEXT)) {
      NewFiles.file(target, out -> writeResults(only(), out));
      return;
    }
    NewFiles.folder(target, folder -> {
      for (MotGroup group : groups) {
        folder.add(group.name() + TEXT, out -> writeResults(group, out));
      }
    });
  }

  private MotGroup only() {
    if (groups.size() != 1) {
      throw new Refusal(
          "A file holds one sequence, but there are " + groups.size() + "; name a folder instead.");
    }
    return groups.get(0);
  }

  private MotGroup onlyOfMot() {
    if (labels != MotClasses.NAMES) {
      throw new Refusal(
          "A single file holds only the classes of MOTChallenge; name a folder instead.");
    }
    return only();
  }

  private void writeTruth(MotGroup group, Writer out) throws IOException {
    MotTracks tracks = new MotTracks(group.objects());
    for (LabelledObject object : group.objects()) {
      String visibility = object.attributes().getOrDefault(MotLosses.VISIBILITY, "1");
      writePlace(group, object, tracks, out);
      out.write(object.traits().contains(Trait.IGNORE) ? ",0," : ",1,");
      out.write(Integer.toString(labels.indexOf(object.label()) + 1));
      out.write("," + (MotLosses.isVisibility(visibility) ? visibility : "1") + "\n");
    }
  }

  private void writeResults(MotGroup group, Writer out) throws IOException {
    MotTracks tracks = new MotTracks(group.objects());
    for (LabelledObject object : group.objects()) {
      Double score = object.score();
      if (score == null) {
        throw new Refusal("A detection in image " + object.image() + " has no score.");
      }
      writePlace(group, object, tracks, out);
      out.write("," + Numbers.text(score) + ",-1,-1,-1\n");
    }
  }

  private void writePlace(MotGroup group, LabelledObject object, MotTracks tracks, Writer out)
      throws IOException {
    int first = settings.pixels().first();
    out.write(Long.toString(group.frame(object.image()) + settings.firstFrame()));
    out.write("," + tracks.of(object));
    out.write("," + Numbers.text(object.box().x() + first));
    out.write("," + Numbers.text(object.box().y() + first));
    out.write("," + Numbers.text(object.box().width()));
    out.write("," + Numbers.text(object.box().height()));
  }

  private void writeInfo(MotGroup group, Writer out) throws IOException {
    out.write("[Sequence]\nname=" + line(group.name()) + "\n");
    for (LabelledVideo video : data.videos()) {
      if (video.name().equals(group.name()) && video.frameRate() != null) {
        out.write("frameRate=" + Numbers.text(video.frameRate()) + "\n");
      }
    }
    out.write("seqLength=" + group.length() + "\n");
    if (!group.images().isEmpty()) {
      LabelledImage image = group.images().get(0);
      if (image.width() != null) {
        out.write("imWidth=" + image.width() + "\nimHeight=" + image.height() + "\n");
      }
    }
  }

  private void writeLabels(Writer out) throws IOException {
    for (String label : labels) {
      out.write(line(label) + "\n");
    }
  }

  private static String line(String name) {
    if (!name.equals(name.strip()) || name.codePoints().anyMatch(one -> one < ' ')) {
      throw new Refusal("The name \"" + name + "\" is no line of text.");
    }
    return name;
  }
}
