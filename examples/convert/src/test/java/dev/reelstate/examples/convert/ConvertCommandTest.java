package dev.reelstate.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {

  private static final String MOT = """
      1,1,10,10,40,80,1,1,1
      2,1,12,10,40,80,1,1,0.5
      """;

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void tracks_survive_a_round_trip() throws Exception {
    Path first = file("gt.txt", MOT);
    Path video = folder.resolve("video.xml");
    Path back = folder.resolve("back");

    assertThat(convert("mot", "cvat-video", first, video)).as(text(err)).isZero();
    assertThat(convert("cvat-video", "mot", video, back)).as(text(err)).isZero();

    assertThat(Files.readString(truth(back))
            .replace(".0", "")
            .lines()
            .map(line -> line.split(",", -1)))
        .extracting(columns -> String.join(",", columns[0], columns[1], columns[2], columns[3]))
        .containsExactly("1,1,10,10", "2,1,12,10");
  }

  @Test
  void frames_of_in_and_out_count_from_where_each_says() throws Exception {
    Path first = file("gt.txt", "0,1,10,10,40,80,1,1,1\n");
    Path from1 = folder.resolve("from1.txt");
    Path from0 = folder.resolve("from0.txt");

    assertThat(convert("mot", "mot", first, from1, "--first-frame", "0"))
        .as(text(err))
        .isZero();
    assertThat(convert("mot", "mot", from1, from0, "--to-first-frame", "0"))
        .as(text(err))
        .isZero();

    assertThat(Files.readString(from1)).startsWith("1,1,10");
    assertThat(Files.readString(from0)).startsWith("0,1,10");
  }

  @Test
  void coordinates_of_in_and_out_mean_what_each_says() throws Exception {
    Path first = file("gt.txt", MOT);
    Path shifted = folder.resolve("shifted.txt");

    assertThat(convert("mot", "mot", first, shifted, "--to-pixels", "from_one"))
        .as(text(err))
        .isZero();

    assertThat(Files.readString(shifted)).startsWith("1,1,11,11,40,80");
  }

  @Test
  void each_format_is_named_once() {
    assertThat(run(List.of("--help"))).isZero();
    convert("tiff", "coco", folder, folder);

    String names = "coco, cvat-video, cvat-images, mot, yolo, voc";
    assertThat(text(out).replaceAll("\\s+", " ")).contains("The format of IN: " + names + ".");
    assertThat(text(err)).contains("'tiff' is none of " + names + ";");
  }

  @Test
  void what_is_lost_is_listed() throws Exception {
    int code = convert("mot", "voc", file("gt.txt", MOT), folder.resolve("voc"));

    assertThat(code).as(text(err)).isZero();
    assertThat(text(out))
        .startsWith("Converted 2 objects on 2 images.\nLost:\n")
        .contains("track");
    assertThat(folder.resolve("voc")).isNotEmptyDirectory();
  }

  @Test
  void a_loss_can_be_refused() throws Exception {
    Path target = folder.resolve("voc");

    int code = convert("mot", "voc", file("gt.txt", MOT), target, "--no-loss");

    assertThat(code).isEqualTo(ConvertCommand.LOSS);
    assertThat(text(out)).startsWith("Nothing was written").contains("track");
    assertThat(target).doesNotExist();
  }

  @Test
  void a_bad_line_is_refused_with_its_number() throws Exception {
    Path target = folder.resolve("out.json");

    int code = convert("mot", "coco", file("gt.txt", MOT + "3,1,1,5\n"), target);

    assertThat(code).isEqualTo(ConvertCommand.UNUSABLE);
    assertThat(text(err)).contains("gt.txt", "line 3").hasLineCount(1);
    assertThat(target).doesNotExist();
  }

  @Test
  void a_missing_file_is_named() {
    int code = convert("coco", "mot", folder.resolve("none.json"), folder.resolve("out"));

    assertThat(code).isEqualTo(ConvertCommand.UNUSABLE);
    assertThat(text(err)).contains("none.json", "does not exist").hasLineCount(1);
  }

  @Test
  void a_target_that_cannot_be_written_says_why() throws Exception {
    int code = convert("mot", "coco", file("gt.txt", MOT), folder.resolve("none/out.json"));

    assertThat(code).isEqualTo(ConvertCommand.UNUSABLE);
    assertThat(text(err)).contains("out.json", "there is no folder", "none").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--from tiff --to coco",
        "--to coco",
        "--from yolo --to coco --size big",
        "--from mot --to mot --first-frame 2",
        "--from mot --to coco --to-first-frame 1",
        "--from coco --to voc --pixels from_one"
      })
  void bad_options_are_refused_in_one_sentence(String options) throws Exception {
    List<String> words = new ArrayList<>(List.of(options.split(" ", -1)));
    words.add(file("in.txt", "").toString());
    words.add(folder.resolve("out.json").toString());

    assertThat(run(words)).isEqualTo(ConvertCommand.UNUSABLE);
    assertThat(text(err)).contains("--help").hasLineCount(1);
  }

  private static Path truth(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      return folder;
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("gt.txt")).findFirst().orElseThrow();
    }
  }

  private int convert(String from, String to, Path source, Path target, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--from", from, "--to", to, source.toString(), target.toString()));
    return run(words);
  }

  private int run(List<String> words) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        words.toArray(String[]::new));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
