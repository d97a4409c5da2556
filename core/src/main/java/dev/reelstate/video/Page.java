package dev.reelstate.video;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a longer list.
 *
 * @param items in the list's order
 * @param next the cursor that continues after the last item, or null on the last page
 * @param <T> the type of the items
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }
}
