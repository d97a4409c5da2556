package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.examples.dashboard.view.Wire;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of a working copy, as clients see it and as its journal keeps it. */
@Wire
record EntryView(
    long number,
    String request,
    String by,
    Instant at,
    List<ChangeView> changes,
    List<ConflictView> conflicts,
    List<String> resolved) {

  /** A change. */
  @Wire
  record ChangeView(
      FrameView frame,
      @Nullable AnnotationView before,
      @Nullable AnnotationView after,
      @Nullable Boolean examined) {

    ChangeView {
      Body.require("frame", frame);
    }

    static ChangeView of(Change change) {
      return new ChangeView(
          FrameView.of(change.frame()),
          AnnotationView.ofNullable(change.before()),
          AnnotationView.ofNullable(change.after()),
          change.examined());
    }

    /** The change, or an {@link IllegalArgumentException} if it is none. */
    Change change() {
      return new Change(frame.frame(), parse(before), parse(after), examined);
    }
  }

  /** A conflict. */
  @Wire
  record ConflictView(
      String id,
      String by,
      Instant at,
      ChangeView change,
      @Nullable AnnotationView theirs) {

    static ConflictView of(Conflict conflict) {
      return new ConflictView(
          conflict.id(),
          conflict.by(),
          conflict.at(),
          ChangeView.of(conflict.change()),
          AnnotationView.ofNullable(conflict.theirs()));
    }

    Conflict conflict() {
      return new Conflict(id, by, at, change.change(), parse(theirs));
    }
  }

  static EntryView of(Entry entry) {
    return new EntryView(
        entry.number(),
        entry.request(),
        entry.by(),
        entry.at(),
        entry.changes().stream().map(ChangeView::of).toList(),
        entry.conflicts().stream().map(ConflictView::of).toList(),
        entry.resolved());
  }

  Entry entry() {
    return new Entry(
        number,
        request,
        by,
        at,
        changes.stream().map(ChangeView::change).toList(),
        conflicts.stream().map(ConflictView::conflict).toList(),
        resolved);
  }

  private static @Nullable Annotation parse(@Nullable AnnotationView view) {
    return view == null ? null : view.annotation();
  }
}
