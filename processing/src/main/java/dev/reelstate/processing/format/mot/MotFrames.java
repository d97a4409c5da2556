package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.io.Delivery;
import dev.reelstate.processing.format.io.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands on the frames of a sequence, from the first on without gaps. Not thread-safe. */
final class MotFrames {

  /** At 30 frames per second, more than three days. */
  static final long MOST = 10_000_000;

  private final Delivery out;
  private final MotSequence sequence;
  private final String video;
  private final int first;
  private final long length;
  private final @Nullable Integer width;
  private final @Nullable Integer height;
  private final Map<Long, Set<String>> tracks = new HashMap<>();
  private long next;

  MotFrames(MotSequence sequence, int first, Delivery out) {
    this.sequence = sequence;
    this.first = first;
    this.out = out;
    this.video = sequence.video().name();
    this.length = sequence.length();
    Integer knownWidth = sequence.size("imwidth");
    Integer knownHeight = sequence.size("imheight");
    this.width = knownHeight == null ? null : knownWidth;
    this.height = knownWidth == null ? null : knownHeight;
    out.video(sequence.video());
    announce(length - 1);
  }

  /** The image of a frame. */
  String at(MotRow row) {
    if (length > 0 && row.frame() >= length) {
      throw new Refusal("The sequence has %d frames, but there is a frame %d."
          .formatted(length, row.frame() + first));
    }
    if (row.frame() >= MOST) {
      throw new Refusal(
          "The frame %d is beyond the limit of %d frames.".formatted(row.frame() + first, MOST));
    }
    announce(row.frame());
    String track = row.track();
    if (track != null
        && !tracks.computeIfAbsent(row.frame(), frame -> new HashSet<>()).add(track)) {
      throw new Refusal(
          "The track %s occurs twice on frame %d.".formatted(track, row.frame() + first));
    }
    return id(video, row.frame());
  }

  private void announce(long last) {
    for (; next <= last; next++) {
      out.image(new LabelledImage(id(video, next), file(next), width, height, video, next, null));
    }
  }

  /** The ID of a frame. */
  static String id(String video, long frame) {
    return video + "/" + frame;
  }

  private @Nullable String file(long frame) {
    String folder = sequence.info().get("imdir");
    String extension = sequence.info().get("imext");
    return folder == null || extension == null
        ? null
        : String.format(Locale.ROOT, "%s/%06d%s", folder, frame + first, extension);
  }
}
