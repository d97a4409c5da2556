package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Box;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place where the truth may be wrong, for a person to look at. Immutable and thread-safe.
 *
 * @param kind what may be wrong
 * @param sequence the position of its sequence, from 0
 * @param scene the position of its scene in the sequence, from 0
 * @param truth the position of the annotation in the truth of its scene, from 0; null if it is
 *     missing
 * @param label the class that the models report; that of the annotation if they report nothing
 * @param box where to look, in the coordinates of the truth
 * @param strength how unlikely it is, from 0 to 1, that the models are wrong here, going by how
 *     often they are wrong elsewhere and as if they were independent of each other; a rank, rather
 *     than a probability
 * @param models the models behind it, in the order in which they were given
 * @param reason one sentence
 */
public record LabelFault(
    Kind kind,
    int sequence,
    int scene,
    @Nullable Integer truth,
    String label,
    Box box,
    double strength,
    List<String> models,
    String reason) {

  /** What may be wrong with the truth. */
  public enum Kind {
    /** Models report an object that is not annotated. */
    MISSING_LABEL,
    /** Models report an object of another class. */
    WRONG_CLASS,
    /** No model reports anything where an object is annotated. */
    UNSEEN;

    /** The name on the wire: the constant in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public LabelFault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(reason, "reason");
    models = List.copyOf(models);
  }
}
