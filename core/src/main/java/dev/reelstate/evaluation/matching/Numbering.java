package dev.reelstate.evaluation.matching;

import java.util.Arrays;

/** Numbers the members of a list that are asked for, from 0. */
final class Numbering {

  private static final int NONE = -1;

  private final int[] numbers;
  private final int[] members;
  private int count;

  /**
   * Numbers of a list.
   *
   * @param length the length of the list
   * @param all whether every member has its position as its number, rather than none a number yet
   */
  Numbering(int length, boolean all) {
    numbers = new int[length];
    members = new int[length];
    Arrays.setAll(members, position -> position);
    if (all) {
      Arrays.setAll(numbers, position -> position);
      count = length;
    } else {
      Arrays.fill(numbers, NONE);
    }
  }

  /** The number of a member, which gets the next one if it has none. */
  int number(int position) {
    if (numbers[position] == NONE) {
      numbers[position] = count;
      members[count++] = position;
    }
    return numbers[position];
  }

  /** How many numbers there are. */
  int count() {
    return count;
  }

  /** Takes all numbers back. */
  void clear() {
    for (int i = 0; i < count; i++) {
      numbers[members[i]] = NONE;
    }
    count = 0;
  }
}
