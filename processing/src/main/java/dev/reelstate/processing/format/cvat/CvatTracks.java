package dev.reelstate.processing.format.cvat;

import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LabelledObject;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.io.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of data as tracks, each of one class and with a number. An object without a track is
 * one of its own.
 */
final class CvatTracks {

  /**
   * A track.
   *
   * @param id its number
   * @param objects its objects, by frame
   */
  record Track(String id, String label, NavigableMap<Long, LabelledObject> objects) {

    /** Whether any of its objects has a trait. */
    boolean has(Trait trait) {
      return objects.values().stream().anyMatch(object -> object.traits().contains(trait));
    }
  }

  private record Key(String track, String label) {}

  private final List<Track> tracks = new ArrayList<>();
  private final Set<String> used = new HashSet<>();
  private final LossReport.Builder losses = new LossReport.Builder();
  private long next;

  CvatTracks(LabelledData data, CvatNumbers numbers) {
    data.objects().forEach(object -> reserve(object.track()));
    Set<String> taken = new HashSet<>();
    Map<Key, Track> known = new HashMap<>();
    for (LabelledObject object : data.objects()) {
      String name = object.track();
      Track track = name == null
          ? single(object)
          : known.computeIfAbsent(new Key(name, object.label()), key -> named(name, object, taken));
      if (track.objects().putIfAbsent(numbers.of(object.image()), object) != null) {
        losses.add("track that is twice on a frame", () -> name + " in image " + object.image());
        add(new Track(
            fresh(), object.label(), new TreeMap<>(Map.of(numbers.of(object.image()), object))));
      }
    }
    tracks.forEach(this::reportEnds);
  }

  List<Track> all() {
    return tracks;
  }

  LossReport losses() {
    return losses.build();
  }

  private void reserve(@Nullable String track) {
    if (track != null && Numbers.isId(track)) {
      used.add(track);
    }
  }

  private Track single(LabelledObject object) {
    losses.add("object without a track", () -> object.label() + " in image " + object.image());
    return add(new Track(fresh(), object.label(), new TreeMap<>()));
  }

  private Track named(String name, LabelledObject object, Set<String> taken) {
    if (Numbers.isId(name) && taken.add(name)) {
      return add(new Track(name, object.label(), new TreeMap<>()));
    }
    losses.add("track ID", () -> name + " of " + object.label());
    return add(new Track(fresh(), object.label(), new TreeMap<>()));
  }

  private Track add(Track track) {
    tracks.add(track);
    return track;
  }

  private String fresh() {
    while (!used.add(Long.toString(next))) {
      next++;
    }
    return Long.toString(next);
  }

  /** An attribute holds until the end of its track. */
  private void reportEnds(Track track) {
    Set<String> names = new HashSet<>();
    for (LabelledObject object : track.objects().values()) {
      for (String name : names) {
        if (!object.attributes().containsKey(name)) {
          losses.add("attribute that ends", () -> name + " in image " + object.image());
        }
      }
      names.addAll(object.attributes().keySet());
    }
  }
}
