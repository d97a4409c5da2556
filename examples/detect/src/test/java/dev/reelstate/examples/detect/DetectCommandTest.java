package dev.reelstate.examples.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.processing.format.cvat.CvatFormat;
import dev.reelstate.processing.media.film.FilmReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectCommandTest {

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path film = Path.of("");

  @BeforeEach
  void write_a_film() {
    film = SquareFilm.write(folder);
  }

  private int detect(String... arguments) {
    String[] all = Stream.concat(
            Stream.of(film.toString(), "--detector", "square"), Stream.of(arguments))
        .toArray(String[]::new);
    return Main.run(
        stream(out), stream(err), new PlatformProposer(List.of(new SquareDetector())), all);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void frame_1_of_mot_text_is_the_first_picture() throws IOException {
    assertThat(detect("--format", "mot", "--out", path("found.txt"), "--track", "sort"))
        .as(text(err))
        .isZero();

    List<double[]> rows = Files.readAllLines(folder.resolve("found.txt")).stream()
        .map(line -> Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toList();
    assertThat(rows).hasSize(SquareFilm.PICTURES);
    for (int number = 0; number < rows.size(); number++) {
      Box square = SquareFilm.square(number);
      assertThat(rows.get(number)[0]).isEqualTo(number + 1);
      assertThat(rows.get(number)[1]).isEqualTo(1);
      assertThat(rows.get(number)[2]).isCloseTo(square.x(), within(1.0));
      assertThat(rows.get(number)[4]).isCloseTo(square.width(), within(2.0));
    }
    assertThat(text(out)).isEqualTo("Found 20 objects on 20 of 20 pictures, in 1 tracks.\n");
  }

  @Test
  void coco_has_the_numbers_times_and_sizes_of_every_picture_that_was_looked_at() {
    assertThat(detect("--every", "8", "--format", "coco", "--out", path("found.json")))
        .as(text(err))
        .isZero();

    LabelledData data = new CocoFormat().read(folder.resolve("found.json")).data();
    assertThat(data.images()).extracting(LabelledImage::frame).containsExactly(0L, 8L, 16L);
    assertThat(data.images())
        .extracting(LabelledImage::time)
        .containsExactly(Duration.ZERO, Duration.ofMillis(800), Duration.ofMillis(1600));
    assertThat(data.images()).extracting(LabelledImage::width).containsOnly(320);
    assertThat(data.images()).extracting(LabelledImage::height).containsOnly(180);
    assertThat(data.objects()).hasSize(3).extracting(LabelledObject::score).containsOnly(0.9);
  }

  @Test
  void cvat_has_tracks_if_there_are_any() {
    assertThat(detect("--track", "bytetrack", "--format", "cvat", "--out", path("found.xml")))
        .as(text(err))
        .isZero();

    LabelledData data = CvatFormat.forVideo().read(folder.resolve("found.xml")).data();
    assertThat(data.objects()).hasSize(20).extracting(one -> one.track()).containsOnly("1");
  }

  @Test
  void an_overlay_shows_hits_misses_and_false_alarms() throws IOException {
    String rows = IntStream.range(0, 10)
        .mapToObj(number ->
            row(number, 1, SquareFilm.square(number)) + row(number, 2, new Box(250, 20, 40, 60)))
        .collect(Collectors.joining());
    String away = IntStream.range(10, 20)
        .mapToObj(number -> row(number, 2, new Box(250, 20, 40, 60)))
        .collect(Collectors.joining());
    Path truth = Files.writeString(folder.resolve("gt.txt"), rows + away);

    assertThat(detect(
            "--overlay",
            path("overlay.mp4"),
            "--truth",
            truth.toString(),
            "--same",
            "pedestrian=square"))
        .as(text(err))
        .isZero();

    assertThat(text(out)).contains("Compared with the truth: 10 hits, 20 misses, 10 false alarms.");
    try (FilmReader overlay = FilmReader.open(folder.resolve("overlay.mp4"))) {
      assertThat(overlay.track().frames()).isEqualTo(20);
      Picture hit = overlay.next(number -> number == 5).orElseThrow();
      assertThat(hit.frame().pts()).isEqualTo(Duration.ofMillis(500));
      assertThat(colourful(hit, SquareFilm.square(5))).isEqualTo("blue");
      Picture alarm = overlay.next(number -> number == 15).orElseThrow();
      assertThat(colourful(alarm, SquareFilm.square(15))).isEqualTo("red");
    }
  }

  private static String row(int number, int track, Box box) {
    return String.format(
        Locale.ROOT,
        "%d,%d,%.0f,%.0f,%.0f,%.0f,1,1,1%n",
        number + 1,
        track,
        box.x(),
        box.y(),
        box.width(),
        box.height());
  }

  /** Of which colour the left edge of a box is, halfway down. */
  private static String colourful(Picture picture, Box box) {
    ByteBuffer pixels = picture.pixels();
    int begin = pixels.position();
    int blue = 0;
    int red = 0;
    for (int y = 80; y < 110; y++) {
      for (int x = (int) box.x() - 3; x <= box.x() + 3; x++) {
        int at = begin + y * picture.stride() + x * Picture.PIXEL;
        int difference = (pixels.get(at) & 0xFF) - (pixels.get(at + 2) & 0xFF);
        blue += difference > 40 ? 1 : 0;
        red += difference < -40 ? 1 : 0;
      }
    }
    return blue > red ? "blue" : "red";
  }

  @Test
  void a_truth_of_other_classes_is_refused_with_the_way_out() throws IOException {
    Path truth = Files.writeString(folder.resolve("gt.txt"), row(0, 1, SquareFilm.square(0)));

    assertThat(detect("--overlay", path("overlay.mp4"), "--truth", truth.toString()))
        .isEqualTo(2);
    assertThat(text(err)).contains("say what is the same with --same pedestrian=square.");
    assertThat(folder.resolve("overlay.mp4")).doesNotExist();
  }

  @Test
  void a_detector_that_cannot_work_says_what_to_add_and_writes_nothing() {
    assertThat(detect("--set", "broken=1", "--format", "coco", "--out", path("found.json")))
        .isEqualTo(1);
    assertThat(text(err)).isEqualTo("Squares need org.example:squares:1.0.\n");
    assertThat(folder.resolve("found.json")).doesNotExist();
  }

  @Test
  void an_unknown_detector_is_refused_with_those_that_there_are() {
    int code = Main.run(
        stream(out),
        stream(err),
        new PlatformProposer(List.of()),
        film.toString(),
        "--detector",
        "square",
        "--overlay",
        path("overlay.mp4"));

    assertThat(code).isEqualTo(2);
    assertThat(text(err)).startsWith("There is no detector \"square\"; there are hog, ");
  }

  @Test
  void what_is_no_video_is_refused_in_one_sentence() throws IOException {
    film = Files.writeString(folder.resolve("no.mp4"), "no video");

    assertThat(detect("--format", "coco", "--out", path("found.json"))).isEqualTo(1);
    assertThat(text(err).lines()).hasSize(1);
    assertThat(folder.resolve("found.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --format coco                                 | --out and --format belong together
      --every 2                                     | Give --out with --format, or --overlay
      --every 0 --overlay o.mp4                     | --every must be at least 1
      --overlay o.mp4 --same a=b                    | --same needs --truth
      --threshold 1.5 --overlay o.mp4               | --threshold is from 0 to 1
      --format coco --out no/such/folder/found.json | there is no folder
      --overlay o.mp4 --detector other              | should be specified only once
      --overlay o.mp4 --model nothing.onnx          | nothing.onnx cannot be read: there is no such file.
      """)
  void unusable_arguments_are_named(String arguments, String complaint) {
    assertThat(detect(arguments.split(" "))).isEqualTo(2);
    assertThat(text(err)).contains(complaint);
    assertThat(text(err).lines()).hasSize(1);
  }
}
