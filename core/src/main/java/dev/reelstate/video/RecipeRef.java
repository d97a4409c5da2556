package dev.reelstate.video;

import dev.reelstate.StoredText;
import org.jspecify.annotations.Nullable;

/**
 * The recipe that a video is processed with. Immutable and thread-safe.
 *
 * @param name the name under which platforms know it, a {@linkplain StoredText word}
 * @param version the hash of its content when the video was queued, a word; null until then
 */
public record RecipeRef(String name, @Nullable String version) {

  /**
   * Checks that every store can keep it.
   *
   * @throws IllegalArgumentException if a word is too long, or has what no store can keep
   */
  public RecipeRef {
    StoredText.word("the recipe's name", name);
    if (version != null) {
      StoredText.word("the recipe's version", version);
    }
  }
}
