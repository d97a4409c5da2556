package dev.reelstate.video;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a longer list.
 *
 * @param items in the list's order
 * @param next the cursor that continues behind the last item, or null when this is the end
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
