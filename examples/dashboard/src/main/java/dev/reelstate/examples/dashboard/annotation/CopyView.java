package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.examples.dashboard.annotation.EntryView.ConflictView;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.List;
import java.util.Optional;

/**
 * A working copy, as clients see it.
 *
 * @param user the caller's name, as in the annotations that the caller draws
 * @param base the number of the revision that is edited, or 0 if there is none
 */
@Wire
record CopyView(
    String user, int base, long version, List<Frame> frames, List<ConflictView> conflicts) {

  /** An examined frame. */
  @Wire
  record Frame(FrameView frame, List<AnnotationView> annotations) {

    static Frame of(AnnotatedFrame one) {
      return new Frame(
          FrameView.of(one.frame()),
          one.annotations().stream().map(AnnotationView::of).toList());
    }
  }

  /**
   * What happened to a working copy.
   *
   * @param version the number of the last entry
   * @param reload whether the client is too far behind and has to load the copy again
   * @param entries the entries after the version that the client knew
   * @param conflicts all open conflicts
   */
  @Wire
  record News(
      int base,
      long version,
      boolean reload,
      List<EntryView> entries,
      List<ConflictView> conflicts) {

    static News since(long known, WorkingCopy copy) {
      Optional<List<Entry>> entries = copy.entriesAfter(known);
      return new News(
          copy.base(),
          copy.version(),
          entries.isEmpty(),
          entries.orElse(List.of()).stream().map(EntryView::of).toList(),
          open(copy));
    }
  }

  static CopyView of(WorkingCopy copy, String user) {
    return new CopyView(
        user,
        copy.base(),
        copy.version(),
        copy.truth().frames().stream().map(Frame::of).toList(),
        open(copy));
  }

  private static List<ConflictView> open(WorkingCopy copy) {
    return copy.conflicts().stream().map(ConflictView::of).toList();
  }
}
