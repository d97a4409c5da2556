package dev.reelstate.processing.media.pass;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.SegmentCuts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The rungs that were encoded in parts and are now joined. */
final class JoinSide {

  /**
   * The maximum lead over the sound, in media ticks, of the rung that shares a file with it, since
   * the file interleaves them.
   */
  private static final long AHEAD_OF_SOUND = 10L * TimeBase.MEDIA.den();

  private final PassRun run;
  private final List<JoinedRung> rungs = new ArrayList<>();

  /** Opens the rungs that the plan joins. */
  JoinSide(PassRun run) throws MediaException, LibavException {
    this.run = run;
    for (Rung rung : run.plan().joinedRungs()) {
      rungs.add(run.scope().own(new JoinedRung(rung, run.plan()), JoinedRung::close));
    }
  }

  /** The largest rung, if that is joined. */
  @Nullable
  JoinedRung largest() {
    boolean joined =
        !rungs.isEmpty() && rungs.get(0).rung().equals(run.plan().rungs().get(0));
    return joined ? rungs.get(0) : null;
  }

  /**
   * Starts a lane for each rung.
   *
   * @param copied the copied rung, or null if there is none; the others are cut where it is cut
   */
  void start(PassFiles files, @Nullable CopiedStream copied) throws LibavException, IOException {
    for (JoinedRung joined : rungs) {
      SegmentCuts cuts =
          copied == null ? SegmentCuts.every(run.plan().segment()) : copied.pictureCuts();
      boolean first = joined.rung().equals(run.plan().rungs().get(0));
      joined.connect(
          files.video(joined.rung(), joined, cuts),
          mayWrite(copied != null, files.besideSound(joined.rung())),
          run.lanes()::cancelled,
          run.positionIf(first && copied == null));
    }
    rungs.forEach(joined -> run.lanes().start("join-" + joined.rung().name(), joined));
  }

  /** Rungs that are cut like the copied one wait until its cuts are known. */
  private LongPredicate mayWrite(boolean copied, boolean besideSound) {
    if (copied) {
      return time -> run.sourceDone().get();
    }
    return besideSound ? time -> time < run.soundReached().get() + AHEAD_OF_SOUND : time -> true;
  }
}
