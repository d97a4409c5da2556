package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.examples.benchmarks.Subject;
import dev.reelstate.examples.benchmarks.Workspace;
import dev.reelstate.processing.ladder.Rungs;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The films that are encoded.
 *
 * @param workspace where generated films and the samples of one film at a time are kept
 * @param side the shorter side of the encoded pictures
 * @param seconds how much of each film is encoded
 */
record Corpus(Workspace workspace, int side, double seconds) {

  private static final Duration GENERATED = Duration.ofSeconds(8);

  /**
   * A film of the corpus.
   *
   * @param name what results are kept under: the file, the size and the seconds
   */
  record Film(String name, Path file) {}

  /** The generated films, if they are wanted, and those of the user. */
  List<Film> films(List<Path> given, boolean generated) throws MediaException {
    List<Film> films = new ArrayList<>();
    if (generated) {
      films.add(generated("generated, even", SampleClip.of(1280, 720, 25, GENERATED)));
      films.add(generated(
          "generated, uneven", SampleClip.of(854, 480, 30, GENERATED).withVariableFrameRate()));
    }
    given.forEach(file -> films.add(new Film(name(file.getFileName().toString()), file)));
    return films;
  }

  private Film generated(String name, SampleClip clip) throws MediaException {
    Path file = workspace.file(name.replaceAll("\\W+", "-") + ".mp4");
    clip.write(file);
    return new Film(name(name), file);
  }

  private String name(String film) {
    return String.format(Locale.ROOT, "%s (%dp, %.0f s)", film, side, seconds);
  }

  /** Two seconds of a small generated film. */
  Reference small() throws IOException, MediaException, LibavException {
    Film film = generated("small", SampleClip.of(320, 240, 25, Duration.ofSeconds(2)));
    return reference(film);
  }

  /** Decodes and scales a film; the samples of the last one are overwritten. */
  Reference reference(Film film) throws IOException, MediaException, LibavException {
    Subject subject = Subject.of(film.file());
    Rung rung = Rungs.of(Ladder.of(side).byBitRate(), subject.video()).get(0);
    return ReferenceWriter.write(subject, rung, seconds, workspace.file("samples.yuv"));
  }
}
