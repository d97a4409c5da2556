package dev.reelstate.processing.format;

import static dev.reelstate.processing.format.GivenAnnotations.assertRefused;
import static dev.reelstate.processing.format.GivenAnnotations.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.mot.MotFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotFormatTest {

  private static final String TRUTH = """
      1,1,912,484,97,109,0,7,1
      2,1,912.5,484,97,109,0,7,1
      1,2,1338,418,167,379,1,1,0.86014
      4,4294967299,-10,5,0,7,1,3,0
      """;

  private final MotFormat mot = new MotFormat();

  @TempDir
  private Path folder;

  private Path sequence;

  @BeforeEach
  void writeSequence() {
    sequence = folder.resolve("MOT17-02");
    file(sequence, "seqinfo.ini", """
        [Sequence]
        name=MOT17-02
        imDir=img1
        frameRate=30
        seqLength=5
        imWidth=1920
        imHeight=1080
        imExt=.jpg
        """);
    file(sequence, "gt/gt.txt", TRUTH);
  }

  @Test
  void a_sequence_is_read() {
    LabelledData data = mot.read(sequence).data();

    assertThat(data.videos()).containsExactly(new LabelledVideo("MOT17-02", 30.0));
    assertThat(data.images()).extracting(LabelledImage::frame).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(data.images().get(3))
        .isEqualTo(LabelledImage.frame("MOT17-02/3", "MOT17-02", 3)
            .withFile("img1/000004.jpg")
            .withSize(1920, 1080));
    assertThat(data.objects())
        .extracting(LabelledObject::label)
        .containsExactly("static person", "static person", "pedestrian", "car");
    assertThat(data.objects().get(0).traits()).containsExactly(Trait.IGNORE);
    assertThat(data.objects().get(2).traits()).isEmpty();
    assertThat(data.objects().get(2).attributes()).containsEntry("visibility", "0.86014");
    assertThat(data.objects().get(3).track()).isEqualTo("4294967299");
    assertThat(data.objects().get(3).box()).isEqualTo(new Box(-10, 5, 0, 7));
  }

  @Test
  void a_file_and_a_folder_of_sequences_are_read_as_well() {
    assertThat(mot.read(sequence.resolve("gt/gt.txt")).data())
        .isEqualTo(mot.read(sequence).data());
    assertThat(mot.read(folder).data()).isEqualTo(mot.read(sequence).data());
  }

  @Test
  void pixels_and_frames_may_count_from_elsewhere() {
    Path bare = file(folder, "bare.txt", "0, 3, 1, 1, 10, 20, 1\n1 3 2.00 1e0 10 20 1");

    LabelledData data =
        mot.withFirstFrame(0).withPixels(PixelConvention.FROM_ONE).read(bare).data();

    assertThat(data.images()).extracting(LabelledImage::frame).containsExactly(0L, 1L);
    assertThat(data.objects())
        .extracting(LabelledObject::box)
        .containsExactly(new Box(0, 0, 10, 20), new Box(1, 0, 10, 20));
    assertRefused(mot, bare)
        .isEqualTo("bare.txt, line 1: Frames count from 1 here, but there is a frame 0; if 0 is the"
            + " first, that can be set.");
  }

  @Test
  void results_belong_to_the_frames_of_the_truth() {
    LabelledData truth = mot.read(sequence).data();
    Path results = file(folder, "MOT17-02.txt", """
        1, 3, 794.27, 247.59, 71.245, 174.88, -1, -1, -1, -1
        9,-1,1,2,3,4,0.5,-1,-1,-1
        9,-1,1,2,3,4,0.5,-1,-1,-1
        """);

    LabelledData read = mot.readDetections(results, truth).data();

    assertThat(mot.readDetections(folder, truth).data()).isEqualTo(read);
    LabelledObject first = read.objects().get(0);
    assertThat(first.image()).isEqualTo("MOT17-02/0");
    assertThat(first.label()).isEqualTo("pedestrian");
    assertThat(first.score()).isEqualTo(-1);
    assertThat(first.track()).isEqualTo("3");
    assertThat(read.objects().get(1).track()).isNull();
    PairedData pairs = PairedData.of(truth, read, Pairing.ID);
    assertThat(pairs.losses().losses())
        .containsExactly(new Loss("detection on a frame that was not examined", 2, "MOT17-02/8"));
    assertThat(pairs.sequences()).hasSize(1);
    assertThat(pairs.sequences().get(0).scenes()).hasSize(5);
  }

  @Test
  void classes_of_ones_own_survive() {
    LabelledData data = mot.read(sequence).data();
    Path own = folder.resolve("own");
    mot.write(data.relabelled(label -> Optional.of("my " + label)).data(), own);

    assertThat(own.resolve("gt/labels.txt")).content().startsWith("my static person\n");
    assertThat(mot.read(own).data().objects())
        .extracting(LabelledObject::label)
        .containsExactly("my static person", "my static person", "my pedestrian", "my car");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      1,3,794,27,247,59,71,24,174,88,1,1,1 | line 5: A line has 6 to 10 columns, but this one has 13
      1;3;794,27;247;71;174;1;1;1          | line 5: The left edge is "794,27": decimals need a point
      1,3,794                              | but this one has 3
      1.5,3,1,2,3,4,1,1,1                  | frame is not a whole number
      6,3,1,2,3,4,1,1,1                    | The sequence has 5 frames, but there is a frame 6.
      99999999999999999999,3,1,2,3,4,1,1,1 | frame must be from 1
      1,2,1,2,3,4,1,1,1                    | The track 2 occurs twice on frame 1.
      1,x,1,2,3,4,1,1,1                    | track ID is not a whole number
      1,3,1,2,-3,4,1,1,1                   | A box has a negative size
      1,3,nan,2,3,4,1,1,1                  | left edge is not a number
      1,3,1,2,3,4,1,99,1                   | class must be from 1 to 13, not 99
      1,3,1,2,3,4,1,1,1.5                  | visibility must be from 0 to 1
      """)
  void a_wrong_line_is_refused(String wrong, String sentence) {
    file(sequence, "gt/gt.txt", TRUTH + wrong + "\n");

    assertRefused(mot, sequence).startsWith("gt/gt.txt, line 5: ").contains(sentence);
  }

  @Test
  void a_line_that_was_cut_off_is_refused() {
    LabelledData truth = mot.read(sequence).data();
    Path results = file(folder, "r.txt", "1,3,1,2,3,4,0.9,-1,-1,-1\n2,3,1,2,3,4,0.");
    file(sequence, "gt/gt.txt", TRUTH + "5,1,1,2,3,4");

    assertRefused(mot, sequence)
        .contains("line 5: The lines before have 9 columns, but this one has 6.");
    assertThatThrownBy(() -> mot.readDetections(results, truth))
        .hasMessageContaining("line 2: The lines before have 10 columns, but this one has 7.");
  }

  @Test
  void a_line_without_a_track_is_refused_where_tracks_are_needed() {
    LabelledData truth = mot.read(sequence).data();
    Path results = file(folder, "r.txt", "1,3,1,2,3,4,0.9\n2,-1,1,2,3,4,0.9");

    assertThatThrownBy(() -> mot.withTracksNeeded(true).readDetections(results, truth))
        .hasMessageContaining("r.txt, line 2: The track ID is -1, which means none");
  }

  @Test
  void sequences_without_truth_and_results_without_a_sequence_are_listed() {
    file(folder, "MOT17-01/seqinfo.ini", "[Sequence]");
    Path results = folder.resolve("found");
    file(results, "MOT17-02.txt", "");
    Path unknown = file(results, "MOT17-01.txt", "");

    Reading truth = mot.read(folder);

    assertThat(truth.losses().find(MotFormat.NO_TRUTH))
        .contains(new Loss(MotFormat.NO_TRUTH, 2, folder.resolve("MOT17-01").toString()));
    assertThat(mot.readDetections(results, truth.data()).losses().losses())
        .containsExactly(new Loss(MotFormat.UNKNOWN_SEQUENCE, 1, unknown.toString()));
  }

  @Test
  void a_wrong_seqinfo_is_named_where_it_is() {
    file(sequence, "seqinfo.ini", "[Sequence]\nseqLength=many\n");

    assertRefused(mot, sequence).startsWith("seqinfo.ini: The seqLength is not a whole number");
  }

  @Test
  void a_line_without_end_is_refused() {
    file(sequence, "gt/gt.txt", "1".repeat(2_000_000));

    assertRefused(mot, sequence).contains("line 1: The line has more than");
  }

  @Test
  void byte_order_marks_and_line_ends_are_understood() {
    LabelledData data = mot.read(sequence).data();
    String marked = "\uFEFF" + TRUTH.replace("\n", "\r\n");

    file(sequence, "gt/gt.txt", marked.getBytes(StandardCharsets.UTF_8));
    assertThat(mot.read(sequence).data()).isEqualTo(data);
    file(sequence, "gt/gt.txt", marked.getBytes(StandardCharsets.UTF_16LE));
    assertThat(mot.read(sequence).data()).isEqualTo(data);
  }

  @Test
  void a_result_needs_a_confidence() {
    LabelledData truth = mot.read(sequence).data();
    Path results = file(folder, "r.txt", "1,3,1,2,3,4");

    assertThatThrownBy(() -> mot.readDetections(results, truth))
        .hasMessageEndingWith("r.txt, line 1: A result needs a confidence.");
  }
}
