package dev.reelstate.processing.reuse;

import dev.reelstate.processing.backfill.VideoForecast;
import dev.reelstate.processing.backfill.VideoForecast.State;
import dev.reelstate.processing.media.Adoption.Product;
import dev.reelstate.processing.media.RenderResult.Output;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.RenderSpec.SoundRendition;
import dev.reelstate.processing.reuse.Inventory.Item;
import dev.reelstate.processing.reuse.Reuse.Found;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run would make of a video, and what that costs by what earlier runs of the same video have
 * measured. A rung that was never made is taken to cost, for each pixel, what the one closest in
 * size did. Immutable.
 */
public final class Outlook {

  /** The bits of a rung grow with its pixels to this power, as those of the ladders do. */
  private static final double BITS_BY_PIXELS = 0.75;

  /** These need every picture, or many of them. */
  private static final Set<Product> SEEN = Set.of(
      Product.POSTER,
      Product.STORYBOARD,
      Product.PREVIEW,
      Product.PICTURE_MARKS,
      Product.FRAME_MAP);

  private final Reuse reuse;
  private final List<EarlierRun> runs;

  /** Creates an outlook. */
  public Outlook(Reuse reuse, List<EarlierRun> runs) {
    this.reuse = reuse;
    this.runs = List.copyOf(runs);
  }

  /**
   * The forecast for the video.
   *
   * @param isCurrent whether the video is completed and was last processed with this very recipe
   */
  public VideoForecast of(VideoId id, boolean isCurrent) {
    Set<String> missing = new TreeSet<>(reuse.missing());
    if (isCurrent) {
      missing.removeIf(this::cannotBeMade);
    }
    Set<String> adopted = new TreeSet<>();
    long adoptedBytes = 0;
    for (Map.Entry<String, Found> one : reuse.found().entrySet()) {
      if (!OutputKeys.INNER.contains(one.getKey())) {
        adopted.add(shown(one.getKey()));
        Item item = one.getValue().item();
        adoptedBytes += item == null ? 0 : item.bytes();
      }
    }
    Set<String> made = new TreeSet<>();
    missing.forEach(name -> made.add(shown(name)));
    adopted.removeAll(made);
    return new VideoForecast(
        id,
        missing.isEmpty() && isCurrent ? State.UP_TO_DATE : State.DUE,
        List.copyOf(made),
        List.copyOf(adopted),
        cpu(missing),
        bytes(missing),
        adoptedBytes);
  }

  /** What a run with the same key has left out, such as sound that cannot be decoded. */
  private boolean cannotBeMade(String name) {
    return runs.stream()
        .map(EarlierRun::inventory)
        .anyMatch(run -> Objects.equals(run.keys().get(name), reuse.keys().get(name))
            && !run.items().containsKey(name)
            && !OutputKeys.isMark(name));
  }

  private static String shown(String name) {
    return OutputKeys.isMark(name)
        ? Artifact.MARKS
        : OutputKeys.isRendition(name)
            ? Artifact.HLS_RENDITION + name.substring(name.indexOf('/'))
            : name;
  }

  private Optional<Duration> cpu(Set<String> missing) {
    boolean looks =
        SEEN.stream().anyMatch(product -> missing.contains(OutputKeys.product(product)));
    List<OptionalLong> parts = new ArrayList<>();
    for (Rung rung : reuse.spec().rungs()) {
      if (reuse.encodedRungs().contains(rung.name())) {
        parts.add(encoding(rung));
        looks = true;
      }
    }
    if (looks) {
      parts.add(measured("source"));
      parts.add(measured("filter"));
    }
    for (SoundRendition sound : reuse.spec().sounds()) {
      if (missing.contains(OutputKeys.rendition(sound.name()))) {
        parts.add(
            reuse.spec().copying().copiesAudio() ? OptionalLong.of(0) : measured(sound.name()));
      }
    }
    return parts.stream().allMatch(OptionalLong::isPresent)
        ? Optional.of(
            Duration.ofMillis(parts.stream().mapToLong(OptionalLong::getAsLong).sum()))
        : Optional.empty();
  }

  private OptionalLong measured(String lane) {
    return runs.stream()
        .map(run -> run.inventory().cpu().get(lane))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private OptionalLong encoding(Rung rung) {
    OptionalLong same = measured("encode-" + rung.name());
    if (same.isPresent()) {
      return same;
    }
    Optional<Output> like = closest(rung, true);
    return like.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(
            measured("encode-" + like.get().name()).orElse(0) * pixels(rung) / pixels(like.get())));
  }

  /** The rung of an earlier run that is closest in size, of the same codec. */
  private Optional<Output> closest(Rung rung, boolean timed) {
    String suffix = Objects.requireNonNull(rung.codec()).suffix();
    return runs.stream()
        .flatMap(run -> run.inventory().items().values().stream())
        .map(item -> item.outputs().get(0))
        .filter(output -> output.kind().equals(Artifact.HLS_RENDITION) && output.width() != null)
        .filter(output -> output.name().endsWith("p" + suffix) && !output.copied())
        .filter(output -> !timed || measured("encode-" + output.name()).isPresent())
        .min(Comparator.comparing(output -> Math.abs(Math.log(pixels(output) / pixels(rung)))));
  }

  private static double pixels(Rung rung) {
    return (double) rung.width() * rung.height();
  }

  private static double pixels(Output output) {
    return (double) Objects.requireNonNull(output.width())
        * Objects.requireNonNull(output.height());
  }

  private OptionalLong bytes(Set<String> missing) {
    long bytes = 0;
    for (String name : missing) {
      OptionalLong one = OutputKeys.isMark(name) ? OptionalLong.of(0) : bytes(name);
      if (one.isEmpty()) {
        return one;
      }
      bytes += one.getAsLong();
    }
    return OptionalLong.of(bytes);
  }

  private OptionalLong bytes(String name) {
    Optional<Item> same = runs.stream()
        .map(run -> run.inventory().items().get(name))
        .filter(Objects::nonNull)
        .findFirst();
    if (same.isPresent()) {
      return OptionalLong.of(same.get().bytes());
    }
    return reuse.spec().rungs().stream()
        .filter(rung -> OutputKeys.rendition(rung.name()).equals(name))
        .flatMap(rung -> closest(rung, false).stream()
            .map(output -> Math.round(
                output.bytes() * Math.pow(pixels(rung) / pixels(output), BITS_BY_PIXELS))))
        .mapToLong(Long::longValue)
        .findFirst();
  }
}
