package dev.reelstate.examples.fuzz.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.examples.fuzz.seed.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MutationTest {

  private static final int TIMES = 60;

  @TempDir
  private static Path folder;

  private static List<byte[]> files = List.of();

  @BeforeAll
  static void make() throws Exception {
    Seeds.write(folder);
    try (Stream<Path> made = Files.list(folder)) {
      files = made.sorted().map(MutationTest::read).toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Mutator> mutators() {
    return Mutation.MUTATORS.stream();
  }

  @Test
  void the_seeds_are_of_every_container() {
    assertThat(files.stream().map(Containers::of).distinct())
        .containsExactlyInAnyOrder(
            "aac",
            "amr",
            "apng",
            "asf",
            "avi",
            "caf",
            "dv",
            "flac",
            "flv",
            "gif",
            "matroska",
            "mp3",
            "mp4",
            "mpegps",
            "mpegts",
            "ogg",
            "truehd",
            "wav",
            "webm");
  }

  @ParameterizedTest
  @MethodSource("mutators")
  void changes_most_files_that_it_knows_and_never_the_original(Mutator mutator) {
    List<byte[]> known =
        files.stream().filter(file -> mutator.fits(Containers.of(file))).toList();

    assertThat(known).isNotEmpty();
    for (byte[] file : known) {
      byte[] before = file.clone();
      long changed = IntStream.range(0, TIMES)
          .mapToObj(seed -> mutator.mutate(file, files.get(0), new Dice(seed, 1)))
          .filter(made -> !Arrays.equals(made, file))
          .count();

      assertThat(changed).isGreaterThan(TIMES / 2);
      assertThat(file).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("mutators")
  void makes_the_same_of_the_same_seed(Mutator mutator) {
    for (byte[] file : files) {
      byte[] made = mutator.mutate(file, files.get(1), new Dice(7, 3));

      assertThat(mutator.mutate(file, files.get(1), new Dice(7, 3))).isEqualTo(made);
    }
  }

  @ParameterizedTest
  @MethodSource("mutators")
  void bears_any_bytes_and_keeps_within_the_bound(Mutator mutator) {
    byte[] large = Arrays.copyOf(files.get(0), Bytes.MAX);
    for (int seed = 0; seed < TIMES; seed++) {
      Dice dice = new Dice(seed, 2);
      byte[] cut = Arrays.copyOf(dice.pick(files), 1 + dice.below(200));

      assertThat(mutator.mutate(cut, large, dice)).hasSizeLessThanOrEqualTo(Bytes.MAX);
      assertThat(mutator.mutate(large, large, dice)).hasSizeLessThanOrEqualTo(Bytes.MAX);
    }
  }

  @Test
  void mutants_always_differ_and_depend_on_the_seed_alone() {
    for (int number = 0; number < 40 * TIMES; number++) {
      byte[] file = files.get(number % files.size());
      byte[] made = Mutation.of(file, files.get(0), new Dice(1, number));

      assertThat(made).isNotEqualTo(file).isNotEmpty().hasSizeLessThanOrEqualTo(Bytes.MAX);
      assertThat(Mutation.of(file, files.get(0), new Dice(1, number))).isEqualTo(made);
    }
  }
}
