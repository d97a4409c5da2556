package dev.reelstate.processing.format;

import org.jspecify.annotations.Nullable;

/**
 * A class of objects. Two names that differ only in case are two classes. Immutable and
 * thread-safe.
 *
 * @param id what its file calls it, such as COCO's number, or null where names are all there is
 * @param name its name, which is the label of its objects; not blank
 * @param group the wider class it belongs to, or null
 */
public record Category(
    @Nullable String id, String name, @Nullable String group) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public Category {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A category needs a name.");
    }
  }

  /** A category of which only the name is known. */
  public static Category of(String name) {
    return new Category(null, name, null);
  }
}
