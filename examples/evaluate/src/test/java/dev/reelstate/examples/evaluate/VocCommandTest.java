package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two images with a dog each, and three detections, of which the first and the third are right. */
class VocCommandTest {

  @TempDir
  private Path folder;

  private Path truth = Path.of("");
  private Path detections = Path.of("");

  @BeforeEach
  void write() throws IOException {
    truth = Files.createDirectories(folder.resolve("truth"));
    detections = Files.createDirectories(folder.resolve("found"));
    for (String image : new String[] {"000001", "000002"}) {
      Files.writeString(truth.resolve(image + ".xml"), """
          <annotation><filename>%s.jpg</filename>
            <size><width>500</width><height>400</height><depth>3</depth></size>
            <object><name>dog</name><difficult>0</difficult>
              <bndbox><xmin>100</xmin><ymin>100</ymin><xmax>199</xmax><ymax>199</ymax></bndbox>
            </object>
          </annotation>
          """.formatted(image));
    }
    Files.writeString(detections.resolve("comp4_det_test_dog.txt"), """
        000001 0.9 100 100 199 199
        000001 0.8 300 300 399 399
        000002 0.7 100 100 199 199
        """);
  }

  @Test
  void precision_is_averaged_over_all_recalls() throws Exception {
    JsonNode json = json();

    assertThat(json.get("mAP").asDouble()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-9));
    assertThat(json.at("/byClass/dog/AP").asDouble()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-9));
    assertThat(json.at("/parameters/boxes").asText()).isEqualTo("continuous");
  }

  @Test
  void precision_is_averaged_at_11_recalls() throws Exception {
    assertThat(json("--11-point").get("mAP").asDouble())
        .isCloseTo((6 + 5 * 2 / 3.0) / 11, within(1e-9));
  }

  /** The left half: 50 of 100 pixels, or 49 of 99 between the edges. */
  @Test
  void edges_may_be_pixels_of_the_box() throws Exception {
    Files.writeString(detections.resolve("comp4_det_test_dog.txt"), "000001 0.9 100 100 149 199\n");

    assertThat(json("--iou", "0.5", "--pixel-inclusive").get("mAP").asDouble()).isEqualTo(0.5);
    assertThat(json("--iou", "0.5").get("mAP").asDouble()).isZero();
  }

  @Test
  void a_file_for_each_image_is_read_too() throws Exception {
    Files.delete(detections.resolve("comp4_det_test_dog.txt"));
    Files.writeString(detections.resolve("000001.txt"), "dog 0.9 100 100 199 199\n");
    Files.writeString(detections.resolve("000002.txt"), "dog 0.7 100 100 199 199\n");

    assertThat(json().get("mAP").asDouble()).isOne();
  }

  @Test
  void an_unknown_image_is_refused_with_its_line() throws Exception {
    Files.writeString(detections.resolve("dog.txt"), "000007 0.9 100 100 199 199\n");

    Run run = Run.of("voc", "--truth", truth, "--detections", detections);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("dog.txt", "line 1", "000007").hasLineCount(1);
  }

  private JsonNode json(String... more) throws IOException {
    Path json = folder.resolve("out.json");
    Object[] args = {"voc", "--truth", truth, "--detections", detections, "--json", json};
    Object[] all = new Object[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Run run = Run.of(all);
    assertThat(run.code()).as(run.err()).isZero();
    return Run.json(json);
  }
}
