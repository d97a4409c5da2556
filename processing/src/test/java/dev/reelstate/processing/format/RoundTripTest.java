package dev.reelstate.processing.format;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.format.mot.MotFormat;
import dev.reelstate.processing.format.voc.VocFormat;
import dev.reelstate.processing.format.yolo.YoloFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read again, or it is in the report of losses. */
class RoundTripTest {

  private static final int RUNS = 25;

  @TempDir
  private Path folder;

  /** Every format with everything that it may lose. */
  static Stream<Arguments> formats() {
    return Stream.of(
        Arguments.of(new CocoFormat(), "image ID,object ID"),
        Arguments.of(
            CvatFormat.forVideo(),
            "area,attribute that ends,file name,frame rate,image ID,"
                + "image that is no frame of one video,object ID,object without a track,score,"
                + "size of single frames,track ID"),
        Arguments.of(CvatFormat.forImages(), "area,frame rate,image ID,object ID,score,track"),
        Arguments.of(
            new MotFormat(),
            "area,attribute,file name,frames that were not examined,image ID,"
                + "image that is no frame,object ID,score,size of single frames,trait"),
        Arguments.of(
            new MotFormat().withFirstFrame(0).withPixels(PixelConvention.FROM_ONE),
            "area,attribute,file name,frames that were not examined,image ID,"
                + "image that is no frame,object ID,score,size of single frames,trait"),
        Arguments.of(
            new YoloFormat(),
            "area,attribute,frame number,image ID,object ID,score,track,trait,video"),
        Arguments.of(
            new VocFormat(),
            "area,class without objects,frame number,image ID,object ID,score,track,video"),
        Arguments.of(
            new VocFormat().withPixels(PixelConvention.FROM_ONE),
            "area,class without objects,frame number,image ID,object ID,score,track,video"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void annotations_survive_or_are_listed(LabelFormat format, String mayLose) {
    Set<String> lost = new TreeSet<>();
    for (int seed = 0; seed < RUNS; seed++) {
      for (LabelledData data : List.of(RandomData.stills(seed), RandomData.video(seed))) {
        Path target = folder.resolve("data" + seed + data.videos().size());
        LossReport losses = format.write(data, target);
        assertThat(losses).isEqualTo(format.losses(data));
        Set<String> kinds = losses.losses().stream().map(Loss::kind).collect(toSet());
        assertSame(data, format.read(target).data(), kinds);
        lost.addAll(kinds);
      }
    }
    assertThat(lost).containsExactlyInAnyOrder(mayLose.split(","));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void detections_survive_or_are_listed(LabelFormat format) {
    for (int seed = 0; seed < RUNS; seed++) {
      LabelledData data = RandomData.detected(RandomData.video(seed));
      Path target = folder.resolve("found" + seed);
      Set<String> kinds =
          format.writeDetections(data, target).losses().stream().map(Loss::kind).collect(toSet());
      LabelledData truth = format instanceof CocoFormat ? renumbered(data) : data;
      if (!kinds.contains("class of a detection")) {
        assertSame(data, format.readDetections(target, truth).data(), kinds);
      }
    }
  }

  /** COCO's results refer to the numbers that a file of annotations gives images. */
  private LabelledData renumbered(LabelledData data) {
    Path file = folder.resolve("truth.json");
    new CocoFormat().write(data, file);
    return new CocoFormat().read(file).data();
  }

  private static void assertSame(LabelledData before, LabelledData after, Set<String> lost) {
    if (!lost.contains("class without objects")) {
      assertThat(after.categories())
          .extracting(Category::name)
          .containsExactlyInAnyOrderElementsOf(
              before.categories().stream().map(Category::name).toList());
    }
    if (!lost.contains("frames that were not examined")) {
      assertThat(after.images()).hasSameSizeAs(before.images());
      assertImages(before, after, lost);
    }
    if (!lost.contains("frame rate")
        && !lost.contains("video")
        && !before.videos().isEmpty()) {
      assertThat(after.videos()).isEqualTo(before.videos());
    }
    assertThat(together(after)).isEqualTo(together(before));
    List<LabelledObject> read = sorted(after);
    List<LabelledObject> written = sorted(before);
    for (int index = 0; index < written.size(); index++) {
      assertSame(written.get(index), read.get(index), lost);
    }
  }

  private static void assertImages(LabelledData before, LabelledData after, Set<String> lost) {
    unless(lost, "image ID", before, after, data -> images(data, LabelledImage::id));
    unless(
        lost, "size of single frames", before, after, data -> images(data, LabelledImage::width));
    if (before.videos().isEmpty()) {
      unless(lost, "file name", before, after, data -> images(data, LabelledImage::file));
    } else if (!lost.contains("video")) {
      unless(lost, "frame number", before, after, data -> images(data, LabelledImage::frame));
    }
  }

  private static Set<String> images(
      LabelledData data, Function<LabelledImage, @Nullable Object> field) {
    return data.images().stream()
        .map(image -> String.valueOf(field.apply(image)))
        .collect(toSet());
  }

  /** Which objects share an image, by their places in the order of their left edges. */
  private static Set<Set<Integer>> together(LabelledData data) {
    List<LabelledObject> all = sorted(data);
    return data.objectsByImage().values().stream()
        .map(one -> one.stream().map(all::indexOf).collect(toSet()))
        .collect(toSet());
  }

  private static List<LabelledObject> sorted(LabelledData data) {
    return data.objects().stream().sorted(comparing(one -> one.box().x())).toList();
  }

  private static void assertSame(LabelledObject before, LabelledObject after, Set<String> lost) {
    assertThat(after.label()).isEqualTo(before.label());
    assertThat(after.box().x()).isCloseTo(before.box().x(), within(0.01));
    assertThat(after.box().y()).isCloseTo(before.box().y(), within(0.01));
    assertThat(after.box().width()).isCloseTo(before.box().width(), within(0.01));
    assertThat(after.box().height()).isCloseTo(before.box().height(), within(0.01));
    if (before.area() != null) {
      unless(lost, "area", before, after, LabelledObject::area);
    }
    unless(lost, "score", before, after, LabelledObject::score);
    if (!lost.contains("object without a track") && !lost.contains("track")) {
      unless(lost, "track ID", before, after, LabelledObject::track);
    }
    if (!lost.contains("trait of a detection")) {
      unless(lost, "trait", before, after, LabelledObject::traits);
    }
    if (!lost.contains("attribute that ends") && !lost.contains("attribute of a detection")) {
      unless(lost, "attribute", before, after, LabelledObject::attributes);
    }
  }

  private static <T> void unless(
      Set<String> lost, String kind, T before, T after, Function<T, @Nullable Object> field) {
    if (!lost.contains(kind)) {
      assertThat(field.apply(after)).as(kind).isEqualTo(field.apply(before));
    }
  }
}
