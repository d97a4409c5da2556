package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The annotations of the frames of a video, open to changes. Not thread-safe. */
final class Content {

  private record Examined(FrameRef frame, List<Annotation> annotations) {}

  private final Map<Object, Examined> frames = new HashMap<>();

  static Content of(GroundTruth truth) {
    Content content = new Content();
    for (AnnotatedFrame frame : truth.frames()) {
      content.frames.put(
          key(frame.frame()), new Examined(frame.frame(), new ArrayList<>(frame.annotations())));
    }
    return content;
  }

  /** What identifies a frame, as {@link GroundTruth} has it: its number, or else its time. */
  static Object key(FrameRef frame) {
    Long index = frame.index();
    return index == null ? frame.pts() : index;
  }

  GroundTruth truth() {
    return new GroundTruth(frames.values().stream()
        .map(one -> new AnnotatedFrame(one.frame(), one.annotations()))
        .toList());
  }

  Collection<FrameRef> frames() {
    return frames.values().stream().map(Examined::frame).toList();
  }

  /** The frame as this content has it, or null if it was not examined. */
  @Nullable
  FrameRef frame(FrameRef frame) {
    Examined found = frames.get(key(frame));
    return found == null ? null : found.frame();
  }

  List<Annotation> on(FrameRef frame) {
    Examined found = frames.get(key(frame));
    return found == null ? List.of() : found.annotations();
  }

  boolean has(FrameRef frame, @Nullable Annotation annotation) {
    return annotation != null && on(frame).contains(annotation);
  }

  /** Makes a change that is known to fit. */
  void make(Change change) {
    if (Boolean.FALSE.equals(change.examined())) {
      if (on(change.frame()).isEmpty()) {
        frames.remove(key(change.frame()));
      }
      return;
    }
    List<Annotation> annotations = frames
        .computeIfAbsent(
            key(change.frame()), unused -> new Examined(change.frame(), new ArrayList<>()))
        .annotations();
    if (change.before() != null) {
      annotations.remove(change.before());
    }
    if (change.after() != null) {
      annotations.add(change.after());
    }
  }
}
