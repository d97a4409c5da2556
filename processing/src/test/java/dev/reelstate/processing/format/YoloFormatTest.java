package dev.reelstate.processing.format;

import static dev.reelstate.processing.format.GivenAnnotations.assertRefused;
import static dev.reelstate.processing.format.GivenAnnotations.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.yolo.YoloFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YoloFormatTest {

  private final YoloFormat yolo = new YoloFormat().withSize(640, 480);

  @TempDir
  private Path folder;

  private void data(String yaml) {
    file(folder, "data.yaml", yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train: ../train/images\nnc: 3\nnames: ['a b', 'it''s', c]\n",
        "path: coco8 # root\ntrain: images/train\n\n# Classes\nnames:\n  0: a b\n  1: it's # so\n  2: c\n",
        "names:\n- a b\n- \"it's\"\n- c\nnc: 3\n",
        "names: {0: a b, 1: \"it\\u0027s\", 2: c}\n",
        "names: &all\n- >-\n  a\n  b\n- !!str it's\n- c\ndeep: [[{a: [*all]}]]\n",
        "%YAML 1.1\n---\n? names\n: {2: c, 0: &x 'a b', 1: it's}\n...\n",
        "names: [a b,\n  # more\n  \"it's\",\n  'c']\nother: {}\n",
      })
  void names_are_read_as_tools_write_them(String yaml) {
    data(yaml);
    file(folder, "labels/train/x.txt", "1 0.5 0.5 0.25 0.5\n2 0.1 0.1 0 0.1 0.75\n");

    LabelledData data = yolo.read(folder).data();

    assertThat(data.categories()).extracting(Category::name).containsExactly("a b", "it's", "c");
    assertThat(data.images())
        .containsExactly(LabelledImage.still("train/x", null).withSize(640, 480));
    assertThat(data.objects())
        .extracting(LabelledObject::box)
        .containsExactly(new Box(240, 120, 160, 240), new Box(64, 24, 0, 48));
    assertThat(data.objects().get(1).score()).isEqualTo(0.75);
  }

  @Test
  void the_folders_of_darknet_are_read() {
    file(folder, "obj.names", "car\nCar\n");
    file(folder, "train.txt", "data/obj_train_data/x.jpg\n");
    file(folder, "obj_train_data/x.txt", "1 0.5 0.5 1 1\n");

    assertThat(yolo.read(folder).data().objects())
        .extracting(LabelledObject::label)
        .containsExactly("Car");
  }

  /** The start of a picture of 200 by 100 pixels. */
  private static byte[] png() {
    ByteBuffer png = ByteBuffer.allocate(33);
    png.putLong(0x89504E47_0D0A1A0AL).putInt(13).putInt(0x49484452).putInt(200).putInt(100);
    return png.array();
  }

  @Test
  void folders_of_boxes_may_stand_in_those_of_a_split() {
    data("names: [a]");
    file(folder, "README.dataset.txt", "A data set.");
    file(folder, "plot.png", png());
    for (String split : new String[] {"train", "valid"}) {
      file(folder, split + "/images/x.png", png());
      file(folder, split + "/labels/x.txt", "0 0.5 0.5 1 1");
    }

    Reading read = new YoloFormat().read(folder);

    assertThat(read.data().images())
        .containsExactly(
            LabelledImage.still("train/x", "train/x.png").withSize(200, 100),
            LabelledImage.still("valid/x", "valid/x.png").withSize(200, 100));
    assertThat(read.data().objects())
        .extracting(LabelledObject::image)
        .containsExactly("train/x", "valid/x");
    assertThat(read.losses().losses()).isEmpty();
  }

  @Test
  void a_text_file_beside_pictures_is_left_out_and_listed() {
    data("names: [a]");
    Path notes = file(folder, "notes.txt", "To do.");
    file(folder, "x.png", png());
    file(folder, "x.txt", "0 0.5 0.5 1 1");

    Reading read = new YoloFormat().read(folder);

    assertThat(read.data().images()).extracting(LabelledImage::id).containsExactly("x");
    assertThat(read.data().objects()).hasSize(1);
    assertThat(read.losses().losses())
        .containsExactly(new Loss("text file without a picture", 1, notes.toString()));
  }

  @Test
  void the_size_is_that_of_the_picture() {
    data("names: [a]");
    file(folder, "images/x.png", png());
    file(folder, "images/none.png", png());
    file(folder, "labels/x.txt", "0 0.5 0.5 1 1");

    LabelledData data = new YoloFormat().read(folder).data();

    assertThat(data.images())
        .containsExactly(
            LabelledImage.still("none", "none.png").withSize(200, 100),
            LabelledImage.still("x", "x.png").withSize(200, 100));
    assertThat(data.objects().get(0).box()).isEqualTo(new Box(0, 0, 200, 100));
  }

  @Test
  void a_polygon_becomes_the_box_around_it_and_is_listed() {
    data("names: [a]");
    file(folder, "labels/x.txt", "0 0.25 0.25 0.5 0.25 0.5 0.75");

    Reading read = yolo.read(folder);

    assertThat(read.data().objects().get(0).box()).isEqualTo(new Box(160, 120, 160, 240));
    assertThat(read.losses().losses()).containsExactly(new Loss("polygon", 1, "x, line 1"));
  }

  @Test
  void the_box_of_key_points_is_read_and_they_are_listed() {
    data("kpt_shape: [2, 3]\nnames: [a, b]\nflip_idx: [0, 1]");
    file(folder, "labels/x.txt", "0 0.5 0.5 0.2 0.2 0.1 0.1 2 0.3 0.3 1");

    Reading read = new YoloFormat().withSize(100, 50).read(folder);

    assertThat(read.data().objects().get(0).box()).isEqualTo(new Box(40, 20, 20, 10));
    assertThat(read.losses().losses()).containsExactly(new Loss("key points", 1, "x, line 1"));
    file(folder, "labels/x.txt", "0 0.5 0.5 0.2 0.2 0.1 0.1 2 0.3 0.3");
    assertRefused(yolo, folder)
        .contains("line 1: With its key points a line has 11 columns, but this one has 10.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[17]", "17", "[17, 3, 1]", "[a, 3]", "[-1, 3]", "{}"})
  void a_wrong_shape_of_key_points_is_refused(String shape) {
    data("names: [a]\nkpt_shape: " + shape);

    assertRefused(yolo, folder).contains("data.yaml, line 2: The ", "kpt_shape");
  }

  @Test
  void detections_belong_to_the_images_of_the_truth() {
    data("names: [a, b]");
    file(folder, "labels/train/x.txt", "0 0.5 0.5 1 1");
    LabelledData truth = yolo.read(folder).data();
    Path found = folder.resolve("found");
    file(found, "labels/train/x.txt", "1 0.5 0.5 1 1 0.9 17\n1 0.5 0.5 1 1 0.9\n");

    LabelledData read = yolo.readDetections(found, truth).data();

    assertThat(read.objects()).extracting(LabelledObject::label).containsExactly("b", "b");
    assertThat(read.objects()).extracting(LabelledObject::score).containsExactly(0.9, 0.9);
    assertThat(read.objects()).extracting(LabelledObject::track).containsExactly("17", null);
    file(found, "labels/y.txt", "1 0.5 0.5 1 1 0.9\n");
    assertThatThrownBy(() -> yolo.readDetections(found, truth))
        .hasMessageEndingWith("y.txt: There is no image \"y\".");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      2 0.5 0.5 1 1         | There is no class 2.
      -1 0.5 0.5 1 1        | class must be from 0
      0.5 0.5 0.5 1 1       | class is not a whole number
      0 0,5 0,5 1 1         | decimals need a point
      0 0.5 0.5 1           | this one has 4 columns
      0 0.5 0.5 -1 1        | negative size
      0 0.5 0.5 nan 1       | width is not a number
      0 320 240 100 100     | width must be a share of the picture
      0 .1 .1 .1 .1 .1 .1 .1 | those of a polygon
      0 .5 .5 .2 .2 .1 .1 2 .3 .3 1 | key points need kpt_shape
      """)
  void a_wrong_line_is_refused(String wrong, String sentence) {
    data("names: [a, b]");
    file(folder, "labels/x.txt", "0 0.5 0.5 1 1\n" + wrong);

    assertRefused(yolo, folder).startsWith("labels/x.txt, line 2: ").contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      names: *other          | The names must be a list or a map
      names: [a, [b]]        | A name must be text
      names: [a, ""]         | The class 1 has no name
      names: [a, b           | This is not valid YAML
      names: [a, "b          | This is not valid YAML
      names: {0: a, 0: b}    | The class 0 has two names
      names: {x: a}          | not a whole number
      names: [a, a]          | Two categories are named "a"
      nc: 3                  | no list or map of names
      [a, b]                 | no list or map of names
      """)
  void names_that_are_not_understood_are_refused(String yaml, String sentence) {
    data(yaml);

    assertRefused(yolo, folder).contains(sentence);
  }

  @Test
  void names_are_texts_whatever_they_look_like() {
    data("names: [no, 1, null, 'true', 1e3, 2020-01-01]");
    file(folder, "labels/x.txt", "0 0.5 0.5 1 1");

    assertThat(yolo.read(folder).data().categories())
        .extracting(Category::name)
        .containsExactly("no", "1", "null", "true", "1e3", "2020-01-01");
  }

  @Test
  void a_wrong_name_is_refused_with_its_line() {
    data("nc: 2\nnames:\n  0: a\n  0: b\n");

    assertRefused(yolo, folder).isEqualTo("data.yaml, line 4: The class 0 has two names.");
  }

  @Test
  void yaml_that_is_nested_too_deep_is_refused() {
    data("deep: " + "[".repeat(100_000) + "\nnames: [a]");

    assertRefused(yolo, folder)
        .endsWith("data.yaml, line 1: This is nested more than 64 levels deep.");
  }

  @Test
  void without_a_size_there_are_no_boxes() {
    data("names: [a]");
    file(folder, "labels/x.txt", "0 0.5 0.5 1 1");

    assertRefused(new YoloFormat(), folder)
        .isEqualTo("labels/x.txt, line 1: Boxes are shares of a picture, but the size of \"x\" is"
            + " not known; it can be set, or stand in sizes.csv.");
  }
}
