package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Refusal;
import dev.reelstate.processing.format.io.Texts;
import dev.reelstate.processing.media.container.PictureFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a folder of annotations. Not thread-safe. */
final class YoloReader {

  /** Enough for what cameras put before the size of a JPEG picture. */
  private static final int HEAD = 1 << 18;

  private final YoloSize otherwise;
  private final Delivery out;
  private final LossReport.Builder losses = new LossReport.Builder();

  YoloReader(YoloSize otherwise, LabelHandler handler) {
    this.otherwise = otherwise;
    this.out = new Delivery(handler);
  }

  LossReport read(Path source) {
    YoloFolder folder = new YoloFolder(source);
    YoloClasses classes = YoloNames.find(source);
    try {
      classes
          .names()
          .forEach((number, name) -> out.category(new Category(Long.toString(number), name, null)));
    } catch (Refusal e) {
      throw e.in(source, "");
    }
    Map<String, YoloSize> sizes = folder.sizes();
    Map<String, String> files = new HashMap<>();
    Set<String> keys = new LinkedHashSet<>();
    sizes.keySet().forEach(file -> {
      files.put(YoloFolder.key(file), file);
      keys.add(YoloFolder.key(file));
    });
    Map<String, Path> boxes = folder.boxes();
    Map<String, Path> pictures = folder.pictures();
    keys.addAll(pictures.keySet());
    if (!folder.isFlat() || keys.isEmpty()) {
      keys.addAll(boxes.keySet());
    }
    boxes.forEach((key, file) -> {
      if (!keys.contains(key)) {
        losses.add("text file without a picture", file::toString);
      }
    });
    for (String key : keys) {
      Path picture = pictures.get(key);
      String file = files.get(key);
      YoloSize size = file == null ? sizeOf(picture) : sizes.get(file);
      LabelledImage image = image(key, file == null ? nameOf(key, picture) : file, size);
      out.image(image);
      Path lines = boxes.get(key);
      if (lines != null) {
        read(lines, image, classes);
      }
    }
    return losses.build();
  }

  private void read(Path file, LabelledImage image, YoloClasses classes) {
    Lines.read(file, (text, number) -> {
      YoloLine line = YoloLine.annotation(
          text, otherwise.orOf(image).known(image.id()), classes.keypointColumns());
      String label = classes.names().get(line.category());
      if (label == null) {
        throw new Refusal("There is no class " + line.category() + ".");
      }
      if (line.lost() != null) {
        losses.add(line.lost(), () -> image.id() + ", line " + number);
      }
      LabelledObject object = LabelledObject.of(image.id(), label, line.box());
      Double score = line.score();
      out.object(score == null ? object : object.withScore(score));
    });
  }

  private LabelledImage image(String key, @Nullable String file, @Nullable YoloSize size) {
    LabelledImage image = LabelledImage.still(key, file);
    YoloSize known = size == null || size.width() == 0 ? otherwise : size;
    return known.width() == 0 ? image : image.withSize(known.width(), known.height());
  }

  private static @Nullable String nameOf(String key, @Nullable Path picture) {
    if (picture == null) {
      return null;
    }
    String name = String.valueOf(picture.getFileName());
    return key + name.substring(name.lastIndexOf('.'));
  }

  private static @Nullable YoloSize sizeOf(@Nullable Path picture) {
    if (picture == null) {
      return null;
    }
    try (InputStream bytes = Files.newInputStream(picture)) {
      return PictureFile.sniff(bytes.readNBytes(HEAD))
          .map(found -> new YoloSize(found.width(), found.height()))
          .orElse(null);
    } catch (IOException e) {
      throw Texts.unreadable(picture, e);
    }
  }
}
