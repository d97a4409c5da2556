package dev.reelstate.examples.fuzz;

/**
 * A file to run.
 *
 * @param name its name, unique in a run
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Mutant(String name, byte[] bytes) {

  /** The ending of its name. */
  String ending() {
    return ending(name);
  }

  static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
