package dev.reelstate.examples.detect;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.examples.detect.overlay.Canvas;
import dev.reelstate.processing.media.film.FilmReader;
import dev.reelstate.processing.media.film.FilmWriter;
import dev.reelstate.video.VideoTrack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A film of the pictures that were looked at, with boxes on them. */
final class OverlayFilm {

  private static final double SLOWEST = 1;

  private OverlayFilm() {}

  /** Writes the film, which appears when it is complete. */
  static void draw(
      Path video, Proposal found, Judged judged, Path target, Proposer.Progress progress) {
    Map<Long, FrameRef> wanted = found.draft().frames().stream()
        .map(AnnotatedFrame::frame)
        .filter(frame -> frame.index() != null)
        .collect(Collectors.toMap(OverlayFilm::number, Function.identity()));
    try (FilmReader film = FilmReader.open(video);
        FilmWriter writer =
            FilmWriter.create(target, found.width(), found.height(), rate(film.track(), found))) {
      Canvas canvas = new Canvas(found.width(), found.height());
      Duration last = Duration.ofNanos(-1);
      long done = 0;
      for (Optional<Picture> next = film.next(wanted::containsKey);
          next.isPresent();
          next = film.next(wanted::containsKey)) {
        FrameRef shown = next.get().frame();
        if (shown.pts().compareTo(last) > 0) {
          canvas.show(next.get());
          FrameRef known = wanted.getOrDefault(number(shown), shown);
          canvas.draw(judged.on(known));
          canvas.explain(shown, judged.legend());
          writer.add(canvas.picture(shown));
          last = shown.pts();
        }
        done++;
        progress.reached((double) done / wanted.size());
      }
      writer.finish(end(film.track(), last));
    }
  }

  private static long number(FrameRef frame) {
    Long number = frame.index();
    return number == null ? -1 : number;
  }

  private static double rate(VideoTrack track, Proposal found) {
    double seconds = Math.max(1e-3, track.duration().toNanos() / 1e9);
    return Math.max(SLOWEST, found.draft().frames().size() / seconds);
  }

  private static Duration end(VideoTrack track, Duration last) {
    Duration stated = track.start().plus(track.duration());
    return stated.compareTo(last) > 0 ? stated : last.plusMillis(40);
  }
}
