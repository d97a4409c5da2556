package dev.reelstate.examples.fuzz.mutate;

/** One kind of damage. Stateless. */
public interface Mutator {

  /** Whether it knows something about files of this container. */
  boolean fits(String container);

  /**
   * Damages a copy of a file.
   *
   * @param file the file, not empty; stays as it is
   * @param donor another file, to take parts from
   * @return the damaged copy, of at most {@link Bytes#MAX} bytes; equal to the file if it offered
   *     nothing to damage
   */
  byte[] mutate(byte[] file, byte[] donor, Dice dice);
}
