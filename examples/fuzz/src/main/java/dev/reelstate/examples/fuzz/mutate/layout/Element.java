package dev.reelstate.examples.fuzz.mutate.layout;

/**
 * A part of a file that says what it is and how long it is: a box, a chunk, an object, a tag.
 *
 * @param name what it is
 * @param start where its header begins
 * @param type the field that says what it is
 * @param size the field that says how long it is
 * @param body where its content begins
 * @param end where it ends
 * @param parent the index of the element around it, or -1
 */
public record Element(
    String name, int start, Field type, Field size, int body, int end, int parent) {

  /** The length in bytes, with the header. */
  public int length() {
    return end - start;
  }
}
