package dev.reelstate.examples.fuzz;

import dev.reelstate.task.Failure;
import dev.reelstate.task.Task;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.VideoDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says how a file ended, in as few words as tell different ways apart.
 *
 * <p>The branches that a file takes inside native code cannot be seen from outside, so this stands
 * in for coverage: a file with a new signature has most likely reached new code.
 */
final class Signature {

  private static final int LINES = 6;
  private static final int LONGEST = 240;

  private Signature() {}

  static String of(Outcome outcome) {
    List<String> words = new ArrayList<>(List.of(outcome.container()));
    VideoDetails details = outcome.details();
    if (details != null) {
      words.add(details.video().status().wireName());
      words.addAll(failure(details.video().failure()));
      words.addAll(media(details.video().media()));
      words.add(work(details));
      details.artifacts().stream()
          .map(made -> made.kind() + (made.copied() ? "=" : "~"))
          .distinct()
          .sorted()
          .forEach(words::add);
    }
    outcome.warnings().stream().map(Signature::general).distinct().sorted().forEach(words::add);
    return String.join(" | ", words);
  }

  private static List<String> failure(@Nullable Failure failure) {
    if (failure == null) {
      return List.of();
    }
    Stream<String> said = Objects.requireNonNullElse(failure.detail(), "")
        .lines()
        .filter(line -> !line.startsWith("SLF4J"))
        .map(Signature::general)
        .distinct()
        .limit(LINES)
        .sorted();
    return Stream.concat(
            Stream.of(
                failure.code().toString(),
                String.valueOf(failure.step()),
                general(failure.message())),
            said)
        .toList();
  }

  private static List<String> media(@Nullable MediaInfo media) {
    if (media == null) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    words.add("start " + magnitude(media.start()) + " length " + magnitude(media.duration()));
    media.videoTracks().stream()
        .map(track -> track.codec() + (track.decodable() ? "" : "?") + magnitude(track.frames())
            + " " + magnitude(track.width()) + "x" + magnitude(track.height())
            + (track.keyFrames() == 0 ? " no keys" : "")
            + (track.rotation() == 0 ? "" : " turned")
            + " " + track.pixelFormat())
        .limit(LINES)
        .forEach(words::add);
    media.audioTracks().stream()
        .map(track -> track.codec() + (track.decodable() ? "" : "?") + magnitude(track.duration())
            + " " + magnitude(track.sampleRate()) + "x" + magnitude(track.channels()))
        .limit(LINES)
        .forEach(words::add);
    words.add(media.otherTracks().stream()
        .map(track -> track.type() + " " + track.codec())
        .limit(LINES)
        .collect(Collectors.joining(",")));
    return words;
  }

  /** Attempts that failed, and processor time, of which only much is told apart. */
  private static String work(VideoDetails details) {
    double seconds = details.tasks().stream()
        .flatMap(task -> task.attempts().stream())
        .map(Task.Attempt::cpu)
        .filter(Objects::nonNull)
        .mapToDouble(cpu -> cpu.toMillis() / 1000.0)
        .sum();
    String failures = details.failures().stream()
        .map(attempt -> attempt.task().step() + " " + attempt.failure().code().number())
        .collect(Collectors.joining(","));
    return failures + " cpu " + (seconds < 4 ? 0 : seconds < 16 ? 1 : seconds < 64 ? 2 : 3);
  }

  private static String magnitude(Duration duration) {
    return magnitude(duration.toMillis());
  }

  private static String magnitude(long number) {
    return (number < 0 ? "-" : "") + Long.toString(Math.abs(number)).length();
  }

  /** A message without the numbers, addresses and names that differ from file to file. */
  static String general(String message) {
    String plain = message
        .replaceAll("0x[0-9a-fA-F]+", "")
        .replaceAll("\"[^\"]*\"", "\"\"")
        .replaceAll("[0-9][0-9,.]*", "#")
        .toLowerCase(Locale.ROOT);
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
  }
}
