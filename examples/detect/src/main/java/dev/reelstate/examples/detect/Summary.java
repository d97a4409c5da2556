package dev.reelstate.examples.detect;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Says in a line what was found. */
final class Summary {

  private Summary() {}

  static String of(Proposal found) {
    List<AnnotatedFrame> frames = found.draft().frames();
    long tracks = frames.stream()
        .flatMap(frame -> frame.annotations().stream())
        .map(Annotation::track)
        .filter(Objects::nonNull)
        .distinct()
        .count();
    String line = String.format(
        Locale.ROOT,
        "Found %,d objects on %,d of %,d pictures",
        found.draft().annotationCount(),
        frames.stream().filter(frame -> !frame.annotations().isEmpty()).count(),
        frames.size());
    return tracks == 0 ? line + "." : line + ", in " + tracks + " tracks.";
  }
}
