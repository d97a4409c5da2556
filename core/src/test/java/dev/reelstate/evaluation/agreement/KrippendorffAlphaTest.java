package dev.reelstate.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrippendorffAlphaTest {

  private static final char MISSING = '.';

  /**
   * Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011: two observers and two values,
   * two observers and any, four observers and missing values. One row for each observer.
   */
  @ParameterizedTest
  @CsvSource({
    "0100100000 1110010000, 0.095",
    "aabbdcccedda babbbccceddd, 0.692",
    "123321412... 1233224125.3 .3332342251. 12332441251., 0.743"
  })
  void the_examples_of_its_author_give_his_numbers(String rows, double alpha) {
    assertThat(KrippendorffAlpha.nominal(units(rows.split(" "))).getAsDouble())
        .isCloseTo(alpha, within(0.0005));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void it_equals_that_of_another_library(long seed) {
    Random random = new Random(seed);
    String[] rows = Stream.generate(() -> row(random)).limit(2 + seed % 3).toArray(String[]::new);
    CodingAnnotationStudy study = new CodingAnnotationStudy(rows.length);
    for (int unit = 0; unit < rows[0].length(); unit++) {
      study.addItemAsArray(ratings(rows, unit));
    }

    assertThat(KrippendorffAlpha.nominal(units(rows)).getAsDouble())
        .isCloseTo(
            new KrippendorffAlphaAgreement(study, new NominalDistanceFunction())
                .calculateAgreement(),
            within(1e-12));
  }

  @Test
  void it_has_no_value_without_pairs_or_with_a_single_category() {
    assertThat(KrippendorffAlpha.nominal(List.of())).isEmpty();
    assertThat(KrippendorffAlpha.nominal(List.of(List.of("a"), List.of("b")))).isEmpty();
    assertThat(KrippendorffAlpha.nominal(List.of(List.of("a", "a"), List.of("a", "a"))))
        .isEmpty();
  }

  private static String row(Random random) {
    StringBuilder row = new StringBuilder();
    IntStream.range(0, 40).forEach(i -> row.append("abc.".charAt(random.nextInt(4))));
    return row.toString();
  }

  private static Object[] ratings(String[] rows, int unit) {
    return Stream.of(rows)
        .map(row -> row.charAt(unit))
        .map(rating -> rating == MISSING ? null : rating)
        .toArray();
  }

  private static List<List<String>> units(String[] rows) {
    return IntStream.range(0, rows[0].length())
        .mapToObj(unit -> Stream.of(rows)
            .map(row -> row.charAt(unit))
            .filter(rating -> rating != MISSING)
            .map(String::valueOf)
            .toList())
        .toList();
  }
}
