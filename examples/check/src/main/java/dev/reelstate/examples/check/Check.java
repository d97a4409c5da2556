package dev.reelstate.examples.check;

import java.util.Set;

/** One thing to look at. */
interface Check {

  /** Its name, one lower-case word. */
  String name();

  /** The names of the checks without which this one makes no sense. */
  Set<String> needs();

  /**
   * Looks.
   *
   * @return what was found, in one sentence
   * @throws FaultException if something is wrong
   * @throws Exception any other exception is a fault that has no advice of its own
   */
  String look(Installation installation) throws Exception;
}
