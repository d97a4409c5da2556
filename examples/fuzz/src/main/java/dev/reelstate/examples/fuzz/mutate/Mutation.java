package dev.reelstate.examples.fuzz.mutate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes mutants: applies one mutator or a few to a file. */
public final class Mutation {

  /** Every mutator that there is. */
  static final List<Mutator> MUTATORS = List.of(
      new BitFlips(),
      new Numbers(),
      new Truncation(),
      new Splice(),
      new Blocks(),
      new ElementSizes(),
      new ElementTypes(),
      new ElementCopies(),
      new ElementRemovals(),
      new ElementMoves(),
      new ElementFields(),
      new ClockFields(),
      new TransportPackets(),
      new StartCodes(),
      new OggPages(),
      new SoundHeaders());

  /** The first of them know nothing about containers. */
  private static final int GENERIC = 5;

  private static final int TRIES = 8;

  private Mutation() {}

  /**
   * Makes a mutant that differs from the file.
   *
   * <p>What the sniffer refuses never reaches the natives, so it is made only now and then.
   *
   * @param file the file, not empty
   * @param donor another file, not empty, to take parts from
   */
  public static byte[] of(byte[] file, byte[] donor, Dice dice) {
    byte[] made = once(file, donor, dice);
    for (int i = 0; i < TRIES && Containers.of(made).equals(Containers.NONE); i++) {
      made = once(file, donor, dice);
    }
    return made;
  }

  private static byte[] once(byte[] file, byte[] donor, Dice dice) {
    String container = Containers.of(file);
    List<Mutator> fitting = fitting(container);
    byte[] made = file;
    for (int left = dice.pick(1, 1, 2, 2, 3, 4, 8); left > 0 && made.length > 0; left--) {
      made = dice.pick(fitting).mutate(made, donor, dice);
    }
    if (!dice.oneIn(4)) {
      Checksums.repair(made, container);
    }
    while (made.length == 0 || Arrays.equals(made, file)) {
      made = new BitFlips().mutate(file, donor, dice);
    }
    return made;
  }

  /** Those that know the container, as often as those that know none. */
  private static List<Mutator> fitting(String container) {
    List<Mutator> generic = MUTATORS.subList(0, GENERIC);
    List<Mutator> special = MUTATORS.subList(GENERIC, MUTATORS.size()).stream()
        .filter(mutator -> mutator.fits(container))
        .toList();
    List<Mutator> all = new ArrayList<>(generic);
    for (int i = 0; i == 0 || (!special.isEmpty() && all.size() < 2 * GENERIC); i++) {
      all.addAll(special);
    }
    return all;
  }
}
