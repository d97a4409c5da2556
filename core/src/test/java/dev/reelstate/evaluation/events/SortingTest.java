package dev.reelstate.evaluation.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortingTest {

  @Test
  void positions_of_equal_numbers_keep_their_order() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      long least = round % 2 == 0 ? 0 : Long.MAX_VALUE - 200;
      long[] numbers = random
          .longs(random.nextInt(70), least, least + 1 + random.nextInt(100))
          .toArray();

      assertThat(Sorting.order(numbers))
          .containsExactly(IntStream.range(0, numbers.length)
              .boxed()
              .sorted(Comparator.comparingLong(position -> numbers[position]))
              .mapToInt(Integer::intValue)
              .toArray());
    }
  }
}
