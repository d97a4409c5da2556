package dev.reelstate.processing.format.yolo;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.io.NewFiles;
import dev.reelstate.processing.format.io.Numbers;
import dev.reelstate.processing.format.io.Refusal;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a folder. */
final class YoloWriter {

  static final String SIZES = "sizes.csv";

  private final YoloSize otherwise;
  private final LabelledData data;
  private final Map<String, Integer> classes = new HashMap<>();

  YoloWriter(YoloSize otherwise, LabelledData data) {
    this.otherwise = otherwise;
    this.data = data;
    data.categories().forEach(category -> classes.put(category.name(), classes.size()));
  }

  /** The path of an image without its extension, by which its file of boxes is named. */
  static String key(LabelledImage image) {
    String file = image.file();
    return YoloFolder.key(file == null ? image.id() : file);
  }

  void write(Path target, boolean detections) {
    NewFiles.folder(target, folder -> {
      folder.add("data.yaml", this::writeNames);
      folder.add(SIZES, this::writeSizes);
      Map<String, List<LabelledObject>> objects = data.objectsByImage();
      for (LabelledImage image : data.images()) {
        folder.add("labels/" + key(image) + ".txt", out -> {
          for (LabelledObject object : objects.getOrDefault(image.id(), List.of())) {
            writeLine(object, otherwise.orOf(image).known(image.id()), detections, out);
          }
        });
      }
    });
  }

  private void writeLine(LabelledObject object, YoloSize size, boolean detection, Writer out)
      throws IOException {
    Box box = object.box();
    out.write(Objects.requireNonNull(classes.get(object.label())).toString());
    out.write(" " + Numbers.text((box.x() + box.width() / 2) / size.width()));
    out.write(" " + Numbers.text((box.y() + box.height() / 2) / size.height()));
    out.write(" " + Numbers.text(box.width() / size.width()));
    out.write(" " + Numbers.text(box.height() / size.height()));
    Double score = object.score();
    if (detection) {
      if (score == null) {
        throw new Refusal("A detection in image " + object.image() + " has no score.");
      }
      out.write(" " + Numbers.text(score));
      String track = object.track();
      if (track != null && Numbers.isId(track)) {
        out.write(" " + track);
      }
    }
    out.write("\n");
  }

  private void writeNames(Writer out) throws IOException {
    out.write("path: .\ntrain: images\nval: images\nnames:\n");
    int number = 0;
    for (Category category : data.categories()) {
      out.write("  " + number++ + ": " + quoted(category.name()) + "\n");
    }
  }

  private void writeSizes(Writer out) throws IOException {
    out.write("width,height,file\n");
    for (LabelledImage image : data.images()) {
      String file = image.file();
      YoloSize size = otherwise.orOf(image);
      out.write(size.width() == 0 ? ",," : size.width() + "," + size.height() + ",");
      out.write(NewFiles.checked(file == null ? image.id() : file) + "\n");
    }
  }

  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < name.length(); at++) {
      char one = name.charAt(at);
      if (one == '"' || one == '\\') {
        quoted.append('\\').append(one);
      } else if (one < ' ' || one == 0x7F) {
        quoted.append("\\u%04x".formatted((int) one));
      } else {
        quoted.append(one);
      }
    }
    return quoted.append('"').toString();
  }
}
