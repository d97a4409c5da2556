package dev.reelstate.processing.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.format.mot.MotFormat;
import dev.reelstate.processing.format.voc.VocFormat;
import dev.reelstate.processing.format.yolo.YoloFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads 100,000 boxes in each format, in a process that has little memory. */
class ManyBoxesTest {

  private static final int IMAGES = 500;
  private static final int BOXES = 200;
  private static final String HEAP = "-Xmx40m";

  private static final Map<String, LabelFormat> FORMATS = Map.of(
      "coco.json", new CocoFormat(),
      "video.xml", CvatFormat.forVideo(),
      "images.xml", CvatFormat.forImages(),
      "mot", new MotFormat(),
      "yolo", new YoloFormat(),
      "voc", new VocFormat());

  @TempDir
  private Path folder;

  @Test
  void memory_does_not_grow_with_boxes() throws IOException, InterruptedException {
    LabelledData data = data();
    FORMATS.forEach((name, format) -> format.write(data, folder.resolve(name)));

    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Reader.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .containsExactlyInAnyOrderElementsOf(
            FORMATS.keySet().stream().map(name -> name + " " + IMAGES * BOXES).toList());
  }

  private static LabelledData data() {
    List<LabelledImage> images = new ArrayList<>();
    List<LabelledObject> objects = new ArrayList<>();
    for (int frame = 0; frame < IMAGES; frame++) {
      LabelledImage image =
          LabelledImage.frame(Integer.toString(frame), "street", frame).withSize(1920, 1080);
      images.add(image);
      for (int box = 0; box < BOXES; box++) {
        objects.add(LabelledObject.of(image.id(), "car", new Box(box, frame, 10.5, 20.25))
            .withTrack(Integer.toString(box)));
      }
    }
    return new LabelledData(
        List.of(Category.of("car")), List.of(new LabelledVideo("street", null)), images, objects);
  }

  /** Counts what is read. */
  static final class Reader {

    private Reader() {}

    public static void main(String[] args) {
      FORMATS.forEach((name, format) -> {
        long[] count = {0};
        format.read(Path.of(args[0], name), object -> count[0]++);
        System.out.println(name + " " + count[0]);
      });
    }
  }
}
