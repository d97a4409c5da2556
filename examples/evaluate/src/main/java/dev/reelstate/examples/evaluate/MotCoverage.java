package dev.reelstate.examples.evaluate;

import static java.util.stream.Collectors.toSet;

import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which frames count as examined. With {@code seqinfo.ini} those are the frames of the sequence.
 * Without it nobody knows where the sequence ends, so that frames on which only results lie count,
 * too: whatever lies there is a false alarm.
 *
 * @param source where the truth is
 */
record MotCoverage(Path source) {

  private static final String INFO = "seqinfo.ini";

  /** The truth with all frames that count as examined. */
  LabelledData extend(LabelledData truth, LabelledData results) {
    Set<String> known = truth.images().stream().map(LabelledImage::id).collect(toSet());
    List<LabelledImage> images = Stream.concat(
            truth.images().stream(),
            results.images().stream()
                .filter(image -> !known.contains(image.id()))
                .filter(image -> !hasEnd(String.valueOf(image.video()))))
        .toList();
    return new LabelledData(truth.categories(), truth.videos(), images, truth.objects());
  }

  private boolean hasEnd(String sequence) {
    Path folder = source.toAbsolutePath();
    return Stream.of(
            folder.resolve(INFO),
            folder.resolve(sequence).resolve(INFO),
            folder.resolveSibling(INFO),
            folder.resolveSibling("..").resolve(INFO).normalize())
        .anyMatch(Files::isRegularFile);
  }
}
