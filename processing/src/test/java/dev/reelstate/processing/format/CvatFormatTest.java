package dev.reelstate.processing.format;

import static dev.reelstate.processing.format.GivenAnnotations.assertRefused;
import static dev.reelstate.processing.format.GivenAnnotations.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.cvat.CvatFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvatFormatTest {

  /** A task of every fifth frame from 10 on: 10, 15, … 40. */
  private static final String VIDEO = """
      <?xml version="1.0" encoding="utf-8"?>
      <annotations>
        <version>1.1</version>
        <meta>
          <task>
            <id>4</id><name>street</name><size>7</size><mode>interpolation</mode>
            <overlap>5</overlap><bugtracker></bugtracker>
            <start_frame>10</start_frame><stop_frame>42</stop_frame>
            <frame_filter>step=5</frame_filter>
            <labels>
              <label><name>car</name><color>#fa3253</color><attributes>
                <attribute><name>colour</name><mutable>False</mutable></attribute>
              </attributes></label>
              <label><name>person</name><attributes></attributes></label>
            </labels>
            <original_size><width>1920</width><height>1080</height></original_size>
          </task>
          <dumped>2020-01-01 00:00:00+00:00</dumped>
          <source>street.mp4</source>
        </meta>
        <track id="0" label="car" source="manual">
          <box frame="10" outside="0" occluded="0" keyframe="1" xtl="100.00" ytl="50.00" \
      xbr="200.00" ybr="150.00" z_order="0"><attribute name="colour">red</attribute></box>
          <box frame="20" outside="0" occluded="1" keyframe="1" xtl="120.00" ytl="50.00" \
      xbr="240.00" ybr="150.00" z_order="0"></box>
          <box frame="30" outside="1" occluded="0" keyframe="1" xtl="140.00" ytl="50.00" \
      xbr="240.00" ybr="150.00" z_order="0"></box>
        </track>
        <track id="4294967296" label="person" source="manual">
          <box frame="35" outside="0" occluded="0" keyframe="1" xtl="1.00" ytl="2.00" \
      xbr="3.00" ybr="4.00" z_order="0"></box>
        </track>
        <track id="7" label="car" source="manual">
          <polygon frame="10" outside="0" points="1.00,2.00;3.00,4.00;5.00,6.00"/>
        </track>
      </annotations>
      """;

  private static final String IMAGES = """
      <?xml version="1.0" encoding="utf-8"?>
      <annotations>
        <version>1.1</version>
        <image id="0" name="sub/a.jpg" width="640" height="480">
          <box label="car" source="manual" occluded="1" xtl="1.50" ytl="2.25" xbr="11.50" \
      ybr="12.25" z_order="0"><attribute name="parked">true</attribute></box>
          <polygon label="car" source="manual" occluded="0" points="1.00,2.00;3.00,4.00"/>
          <box label="car" source="manual" occluded="0" xtl="0" ytl="0" xbr="20" ybr="10" \
      rotation="90.00" z_order="0"/>
          <tag label="car" source="manual"/>
        </image>
        <image id="1" name="b.jpg" width="640" height="480"/>
      </annotations>
      """;

  private final CvatFormat video = CvatFormat.forVideo();

  @TempDir
  private Path folder;

  private LabelledData read(String text) {
    return video.read(file(folder, "annotations.xml", text)).data();
  }

  private static List<LabelledObject> ofTrack(LabelledData data, String track) {
    return data.objects().stream().filter(one -> track.equals(one.track())).toList();
  }

  @Test
  void the_frames_of_the_task_are_examined() {
    LabelledData data = read(VIDEO);

    assertThat(data.videos()).containsExactly(new LabelledVideo("street.mp4", null));
    assertThat(data.images())
        .extracting(LabelledImage::frame)
        .containsExactly(10L, 15L, 20L, 25L, 30L, 35L, 40L);
    assertThat(data.images().get(1))
        .isEqualTo(LabelledImage.frame("15", "street.mp4", 15)
            .withFile("frame_000015")
            .withSize(1920, 1080));
    assertThat(data.categories()).extracting(Category::name).containsExactly("car", "person");
  }

  @Test
  void boxes_are_interpolated_on_the_frames_of_the_task() {
    List<LabelledObject> car = ofTrack(read(VIDEO), "0");

    assertThat(car).extracting(LabelledObject::image).containsExactly("10", "15", "20", "25");
    assertThat(car)
        .extracting(LabelledObject::box)
        .containsExactly(
            new Box(100, 50, 100, 100),
            new Box(110, 50, 110, 100),
            new Box(120, 50, 120, 100),
            new Box(130, 50, 110, 100));
  }

  @Test
  void what_is_known_of_a_box_holds_until_the_next_one() {
    List<LabelledObject> car = ofTrack(read(VIDEO), "0");

    assertThat(car).extracting(one -> one.attributes().get("colour")).containsOnly("red");
    assertThat(car)
        .extracting(one -> one.traits().contains(Trait.OCCLUDED))
        .containsExactly(false, false, true, true);
  }

  @Test
  void a_track_that_does_not_end_stays_until_the_end_of_the_task() {
    assertThat(ofTrack(read(VIDEO), "4294967296"))
        .extracting(LabelledObject::image)
        .containsExactly("35", "40");
  }

  @Test
  void shapes_that_are_no_boxes_are_listed() {
    assertThat(video.read(file(folder, "a.xml", VIDEO)).losses().losses())
        .contains(new Loss("key frames", 3, "track 0, frame 15"))
        .extracting(Loss::kind)
        .contains("polygon");
    assertThat(video.read(file(folder, "b.xml", IMAGES)).losses().losses())
        .contains(new Loss("polygon", 1, "polygon in line 6"))
        .contains(new Loss("rotation", 1, "line 7"))
        .extracting(Loss::kind)
        .contains("tag");
  }

  @Test
  void deleted_frames_are_listed() {
    String deleted = "<deleted_frames>15</deleted_frames></task>";

    assertThat(video
            .read(file(folder, "a.xml", VIDEO.replace("</task>", deleted)))
            .losses()
            .find("deleted frames"))
        .contains(new Loss("deleted frames", 1, "line 17"));
  }

  @Test
  void boxes_of_images_are_read() {
    LabelledData data = read(IMAGES);

    assertThat(data.images())
        .containsExactly(
            LabelledImage.still("0", "sub/a.jpg").withSize(640, 480),
            LabelledImage.still("1", "b.jpg").withSize(640, 480));
    LabelledObject first = data.objects().get(0);
    assertThat(first.box()).isEqualTo(new Box(1.5, 2.25, 10, 10));
    assertThat(first.traits()).containsExactly(Trait.OCCLUDED);
    assertThat(first.attributes()).containsEntry("parked", "true");
    Box upright = data.objects().get(1).box();
    assertThat(upright.x()).isCloseTo(5, within(1e-9));
    assertThat(upright.height()).isCloseTo(20, within(1e-9));
  }

  @Test
  void a_video_survives_with_its_steps_and_tracks() {
    LabelledData data = read(VIDEO);
    Path copy = folder.resolve("copy.xml");

    LossReport losses = video.write(data, copy);

    assertThat(losses.losses()).isEmpty();
    assertThat(video.read(copy).data()).isEqualTo(data);
  }

  @Test
  void pictures_that_are_no_frames_keep_their_size_in_a_video() {
    LabelledData data = new LabelledData(
        List.of(Category.of("car")),
        List.of(),
        List.of(
            LabelledImage.still("1", null).withSize(100, 80),
            LabelledImage.still("2", null).withSize(100, 80)),
        List.of(LabelledObject.of("1", "car", new Box(1, 2, 3, 4)).withTrack("1")));
    Path target = folder.resolve("pictures.xml");

    LossReport losses = video.write(data, target);

    assertThat(losses.losses()).extracting(Loss::kind).doesNotContain("size of single frames");
    assertThat(video.read(target).data().images())
        .extracting(LabelledImage::width)
        .containsExactly(100, 100);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      frame="20" outside | frame="21" outside | line 23: The task has no frame 21, only 10 to 40 in steps of 5.
      frame="20" outside | frame="10" outside | two boxes on frame 10
      frame="20" outside | frame="-20" outside | frame must be from 0
      xtl="120.00"       | xtl="120,00"       | line 23: The xtl is "120,00": decimals need a point, not a comma.
      xtl="120.00"       | xtl="NaN"          | xtl is not a number
      xtl="120.00"       | xtl="1e12"         | beyond a billion pixels
      xtl="120.00"       | xtl="320.00"       | A box ends before it starts
      xtl="120.00"       | foo="1"            | needs the attribute "xtl"
      id="7"             | id="0"             | The track 0 occurs twice
      label="person"     | label="Person"     | There is no category "Person"
      step=5             | step=0             | frame filter must be step=N
      <version>1.1       | <version>2.0       | Version "2.0"
      <stop_frame>42     | <stop_frame>9      | before it starts
      </annotations>     | </annotation>      | not well-formed XML
      <annotations>      | <annotation>       | root element must be <annotations>
      """)
  void a_wrong_file_is_refused_with_its_line(String right, String wrong, String sentence) {
    assertThat(VIDEO).contains(right);

    assertRefused(video, file(folder, "wrong.xml", VIDEO.replace(right, wrong)))
        .startsWith("wrong.xml, line ")
        .contains(sentence);
  }

  @Test
  void a_file_cannot_grow_without_limit() {
    String far = VIDEO
        .replaceAll("<start_frame>[\\s\\S]*</frame_filter>", "")
        .replace("frame=\"30\"", "frame=\"999999999999\"");
    assertRefused(video.withMostInterpolated(100), file(folder, "far.xml", far))
        .contains("interpolated boxes");

    String endless = VIDEO.replace("<stop_frame>42", "<stop_frame>999999999999");
    assertRefused(video, file(folder, "endless.xml", endless)).contains("more frames");

    assertRefused(video.withMostInterpolated(6), file(folder, "few.xml", VIDEO))
        .contains("more frames than the limit of 6");
  }

  @Test
  void entities_are_not_read() {
    Path secret = file(folder, "secret.txt", "secret");
    String external = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
    String laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
        + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY x \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>";
    for (String type :
        List.of(external, laughs, "<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\">")) {
      String text = VIDEO
          .replace("<annotations>", type + "<annotations>")
          .replace("red</attribute>", "&x;</attribute>");
      assertRefused(video, file(folder, "evil.xml", text)).contains("evil.xml, line ");
    }
  }

  @Test
  void elements_nested_without_end_are_refused() {
    String deep = "<annotations>" + "<a>".repeat(1_000_000);

    assertRefused(video, file(folder, "deep.xml", deep)).contains("nested more than 64 levels");
  }

  @Test
  void byte_order_marks_are_understood() {
    String utf16 = "\uFEFF" + IMAGES.replace("encoding=\"utf-8\"", "encoding=\"utf-16\"");
    for (byte[] bytes : List.of(
        ("\uFEFF" + IMAGES).getBytes(StandardCharsets.UTF_8),
        utf16.getBytes(StandardCharsets.UTF_16LE),
        utf16.getBytes(StandardCharsets.UTF_16BE))) {
      assertThat(video.read(file(folder, "marked.xml", bytes)).data()).isEqualTo(read(IMAGES));
    }
  }
}
