package dev.reelstate.processing.format;

import static dev.reelstate.processing.format.GivenAnnotations.assertRefused;
import static dev.reelstate.processing.format.GivenAnnotations.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.voc.VocFormat;
import dev.reelstate.processing.format.yolo.YoloFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocFormatTest {

  private static final String IMAGE = """
      <annotation>
        <folder>VOC2012</folder>
        <filename>2007_000027.jpg</filename>
        <source><database>The VOC2007 Database</database></source>
        <size><width>486</width><height>500</height><depth>3</depth></size>
        <segmented>0</segmented>
        <object>
          <name>person</name><pose>Left</pose><truncated>1</truncated><occluded>1</occluded>
          <difficult>1</difficult>
          <bndbox><xmax>349</xmax><xmin>174</xmin><ymin>101.5</ymin><ymax>351</ymax></bndbox>
          <part><name>head</name>
            <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
        </object>
        <object>
          <name>Person</name><pose>Unspecified</pose><truncated>0</truncated>
          <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1</xmax><ymax>500</ymax></bndbox>
        </object>
      </annotation>
      """;

  private final VocFormat voc = new VocFormat();
  private final VocFormat challenge = voc.withPixels(PixelConvention.FROM_ONE);

  @TempDir
  private Path folder;

  @BeforeEach
  void writeImage() {
    file(folder, "Annotations/2007_000027.xml", IMAGE);
    file(folder, "Annotations/empty.xml", "<annotation><filename>e.jpg</filename></annotation>");
  }

  @Test
  void a_folder_is_read() {
    LabelledData data = voc.read(folder).data();

    assertThat(data.images())
        .containsExactly(
            LabelledImage.still("2007_000027", "2007_000027.jpg").withSize(486, 500),
            LabelledImage.still("empty", "e.jpg"));
    LabelledObject first = data.objects().get(0);
    assertThat(first.label()).isEqualTo("person");
    assertThat(first.traits()).containsExactlyInAnyOrder(Trait.DIFFICULT, Trait.OCCLUDED);
    assertThat(first.attributes()).isEqualTo(Map.of("truncated", "1", "pose", "Left"));
    assertThat(first.box()).isEqualTo(new Box(174, 101.5, 175, 249.5));
    assertThat(data.objects().get(1).attributes()).isEmpty();
    assertThat(data.objects().get(1).label()).isEqualTo("Person");
  }

  @Test
  void pixels_of_the_challenge_are_inside_of_their_box() {
    assertThat(challenge.read(folder).data().objects())
        .extracting(LabelledObject::box)
        .containsExactly(new Box(173, 100.5, 176, 250.5), new Box(0, 0, 1, 500));
  }

  @Test
  void parts_are_listed() {
    assertThat(voc.read(folder).losses().losses())
        .contains(new Loss("part", 1, "part in 2007_000027"))
        .contains(new Loss("details of an image", 3, "folder of 2007_000027"));
  }

  @Test
  void detections_are_read_by_class_and_by_image() {
    LabelledData truth = voc.read(folder).data();
    file(folder, "class/comp4_det_test_person.txt", "2007_000027 0.5 1 2 4 6\ne 0.5 1.25 2 4 6\n");
    file(folder, "class/traffic light.txt", "empty 1e-3 1 2 4 6");
    file(folder, "image/2007_000027.txt", "traffic light 0.5 1 2 4 6\n");

    List<LabelledObject> byClass =
        voc.readDetections(folder.resolve("class"), truth).data().objects();
    List<LabelledObject> byImage =
        challenge.readDetections(folder.resolve("image"), truth).data().objects();

    assertThat(byClass)
        .containsExactly(
            LabelledObject.of("2007_000027", "person", new Box(1, 2, 3, 4)).withScore(0.5),
            LabelledObject.of("empty", "person", new Box(1.25, 2, 2.75, 4)).withScore(0.5),
            LabelledObject.of("empty", "traffic light", new Box(1, 2, 3, 4)).withScore(0.001));
    assertThat(byImage)
        .containsExactly(LabelledObject.of("2007_000027", "traffic light", new Box(0, 1, 4, 5))
            .withScore(0.5));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      unknown 0.5 1 2 4 6       | There is no image "unknown".
      2007_000027 0.5 1 2 4     | A line is: image or class, score, left, top, right, bottom.
      2007_000027 NaN 1 2 4 6   | The score is not a number: "NaN".
      2007_000027 0,5 1 2 4 6   | The score is "0,5": decimals need a point, not a comma.
      2007_000027 0.5 4 2 1 6   | A box ends before it starts: from (4.0, 2.0) to (1.0, 6.0).
      """)
  void a_wrong_detection_is_refused(String wrong, String sentence) {
    LabelledData truth = voc.read(folder).data();
    file(folder, "class/car.txt", "empty 0.5 1 2 4 6\n" + wrong);

    assertThatThrownBy(() -> voc.readDetections(folder.resolve("class"), truth))
        .isInstanceOf(LabelFormatException.class)
        .hasMessage(folder.resolve("class/car.txt") + ", line 2: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      <xmin>174</xmin>   |                      | line 10: The bndbox has no xmin
      <xmin>174</xmin>   | <xmin>374</xmin>     | A box ends before it starts
      <xmin>174</xmin>   | <xmin>inf</xmin>     | The xmin is not a number
      <xmin>174</xmin>   | <xmax>1</xmax>       | The edge xmax occurs twice
      <name>Person       | <name>               | An object needs a name and a bndbox
      <difficult>1       | <difficult>2         | The difficult must be 0 or 1
      <width>486         | <width>-1            | width must be from 0
      <width>486         | <width><b/>486       | is where text is expected
      <annotation>       | <!DOCTYPE a [<!ENTITY b "c">]><annotation> | Document types
      """)
  void a_wrong_file_is_refused(String right, String wrong, String sentence) {
    assertThat(IMAGE).contains(right);
    file(folder, "Annotations/wrong.xml", IMAGE.replace(right, wrong == null ? "" : wrong));

    assertRefused(voc, folder).startsWith("Annotations/wrong.xml, line ").contains(sentence);
  }

  @Test
  void names_that_differ_in_case_stay_apart_and_others_do_not_leave_the_folder() {
    LabelledData data = new LabelledData(
        List.of(),
        List.of(),
        List.of(LabelledImage.still("a", null), LabelledImage.still("A", null)),
        List.of());
    voc.write(data, folder.resolve("out"));
    assertThat(voc.read(folder.resolve("out")).data().images()).hasSize(2);

    LabelledData same = new LabelledData(
        List.of(),
        List.of(),
        List.of(LabelledImage.still("1", "a/b.jpg"), LabelledImage.still("2", "a_b.png")),
        List.of());
    assertThatThrownBy(() -> voc.write(same, folder.resolve("same")))
        .hasMessageContaining("would share the file \"Annotations/a_b.xml\"");
    LabelledData outside =
        new LabelledData(List.of(), List.of(), List.of(LabelledImage.still("..", null)), List.of());
    assertThatThrownBy(() -> new YoloFormat().write(outside, folder.resolve("outside")))
        .hasMessageEndingWith("outside: The name \"..\" cannot be that of a file.");
    assertThat(folder.resolve("same")).doesNotExist();
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".tmp"));
  }

  @Test
  void a_folder_that_has_something_is_left_alone() {
    LabelledData data = voc.read(folder).data();

    assertThatThrownBy(() -> voc.write(data, folder)).hasMessageEndingWith("is not empty.");
    assertThat(voc.read(folder).data()).isEqualTo(data);
  }
}
