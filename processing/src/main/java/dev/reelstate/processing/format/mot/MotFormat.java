package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.LabelFormat;
import dev.reelstate.processing.format.LabelHandler;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import dev.reelstate.processing.format.PixelConvention;
import java.nio.file.Path;

/**
 * MOTChallenge text. Annotations are a file {@code gt.txt}, the folder of a sequence
 * ({@code gt/gt.txt} and {@code seqinfo.ini}), or a folder of such folders; detections are a file
 * of results, or a folder with one for each sequence, named after it. All frames from the first to
 * the last count as examined: the last of {@code seqinfo.ini}, or else of the file.
 *
 * <p>Of annotations, a confidence of 0 is the trait {@code IGNORE}, and the visibility is an
 * attribute of that name. Classes are MOTChallenge's, unless {@code labels.txt} beside
 * {@code gt.txt} names others, one a line, from 1. A track ID of -1 means no track. Reading holds
 * the frames, and the track IDs on each. Immutable and thread-safe.
 */
public final class MotFormat implements LabelFormat {

  /** The class of objects whose file does not say another. */
  public static final String PEDESTRIAN = "pedestrian";

  /** The kind of loss that lists folders beside sequences that have no {@code gt/gt.txt}. */
  public static final String NO_TRUTH = "folder without gt/gt.txt";

  /** The kind of loss that lists files of results for sequences that the truth does not have. */
  public static final String UNKNOWN_SEQUENCE = "results of an unknown sequence";

  private final MotSettings settings;

  /** The format as MOTChallenge defines it, except that coordinates are continuous. */
  public MotFormat() {
    this(new MotSettings(1, PixelConvention.CONTINUOUS, null, false));
  }

  private MotFormat(MotSettings settings) {
    this.settings = settings;
  }

  /**
   * A format that numbers its frames from somewhere else.
   *
   * @param number of the first frame of a video, 0 or 1; 1 by default
   */
  public MotFormat withFirstFrame(int number) {
    if (number != 0 && number != 1) {
      throw new IllegalArgumentException("The first frame is 0 or 1, not " + number + ".");
    }
    return new MotFormat(settings.withFirstFrame(number));
  }

  /**
   * A format whose coordinates mean something else.
   *
   * @param pixels {@link PixelConvention#FROM_ONE} as MOTChallenge defines it, or
   *     {@link PixelConvention#CONTINUOUS} as its tools mostly write it, which is the default
   */
  public MotFormat withPixels(PixelConvention pixels) {
    return new MotFormat(settings.withPixels(pixels));
  }

  /**
   * A format whose results are of one class.
   *
   * @param label of every detection; by default that of the truth, if it has only one class, and
   *     {@value #PEDESTRIAN} else
   */
  public MotFormat withResultLabel(String label) {
    return new MotFormat(settings.withResultLabel(label));
  }

  /**
   * A format that is read to score tracks.
   *
   * @param needed whether a line without a track, which has -1 in its place, is refused; false by
   *     default, because detectors write such lines
   */
  public MotFormat withTracksNeeded(boolean needed) {
    return new MotFormat(settings.withTracked(needed));
  }

  @Override
  public String name() {
    return "mot";
  }

  @Override
  public LossReport read(Path source, LabelHandler handler) {
    return new MotTruthReader(settings, handler).read(source);
  }

  @Override
  public LossReport readDetections(Path source, LabelledData truth, LabelHandler handler) {
    return new MotResultReader(settings, truth, handler).read(source);
  }

  @Override
  public LossReport write(LabelledData data, Path target) {
    new MotWriter(settings, data).write(target);
    return losses(data);
  }

  @Override
  public LossReport writeDetections(LabelledData data, Path target) {
    new MotWriter(settings, data).writeResults(target);
    return MotLosses.ofResults(data);
  }

  @Override
  public LossReport losses(LabelledData data) {
    return MotLosses.of(data);
  }
}
