package dev.reelstate.processing.format.io;

import dev.reelstate.processing.format.LabelFormatException;
import dev.reelstate.task.FailureCode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something in a file is wrong. Whoever knows where the file stands says so to the caller. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String where;

  /** At the place where reading stands. */
  public Refusal(String sentence) {
    this(null, sentence);
  }

  /** At another place in the file, such as the start of the object that was just read. */
  public Refusal(@Nullable String where, String sentence) {
    super(sentence, null, false, false);
    this.where = where;
  }

  /**
   * The same for the host.
   *
   * @param reading where reading stands in the file, unless the refusal knows better
   */
  public LabelFormatException in(Path file, String reading) {
    return at(file, where == null ? reading : where);
  }

  private LabelFormatException at(Path file, String place) {
    return new LabelFormatException(
        FailureCode.INVALID_ANNOTATIONS,
        place.isEmpty() ? file.toString() : file + ", " + place,
        String.valueOf(getMessage()),
        null);
  }
}
