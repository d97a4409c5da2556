package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.EncoderSettings;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets contestants encode a film in turns.
 *
 * @param results what was measured before, to which everything is added
 * @param rounds how often each point is measured
 * @param command the native command, or null if no contestant needs it
 */
record Rounds(
    List<Contestant> contestants,
    Results results,
    int rounds,
    @Nullable NativeTrial command) {

  /** Encodes without measuring, so that code is loaded and compiled before it counts. */
  void warmUp(Reference reference) throws LibavException, IOException {
    for (EncoderSettings settings : contestants.get(0).settings().apply(reference)) {
      Trial.run(reference, settings);
    }
  }

  /** Measures what is missing of a film, and adds the curves to the comparison. */
  void measure(String film, Reference reference, Comparison comparison)
      throws LibavException, IOException, MediaException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (Contestant contestant : contestants) {
        for (EncoderSettings settings : contestant.settings().apply(reference)) {
          if (results.count(film, contestant, settings) <= round) {
            results.add(film, contestant, settings, point(contestant, reference, settings));
          }
        }
      }
    }
    for (Contestant contestant : contestants) {
      List<Point> curve = contestant.settings().apply(reference).stream()
          .map(settings -> results.find(film, contestant, settings))
          .flatMap(Optional::stream)
          .toList();
      comparison.add(film, contestant.name(), curve);
    }
  }

  private Point point(Contestant contestant, Reference reference, EncoderSettings settings)
      throws LibavException, IOException, MediaException, InterruptedException {
    return contestant.external()
        ? Objects.requireNonNull(command).run(reference, settings)
        : Trial.run(reference, settings);
  }
}
