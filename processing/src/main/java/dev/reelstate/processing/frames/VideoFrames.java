package dev.reelstate.processing.frames;

import dev.reelstate.ReelstateException;
import dev.reelstate.detection.Picture;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The frames of one video as pictures, decoded on demand from its original, in a worker. A frame is
 * the same picture each time, whichever frames were asked for before.
 *
 * <p>A call decodes from the last key frame before the frame that it is asked for, or from the
 * start of films in which one cannot begin anywhere else: those with repeated or missing
 * timestamps, with a clock that jumps, or with damage in between. Two calls of a platform decode at
 * once; others wait for their turn. Immutable and thread-safe.
 *
 * <p>Calls throw {@link ReelstateException} with one of these codes: INVALID_REQUEST if there is no
 * such frame, DAMAGED if the original no longer has it, OBJECT_MISSING if the original is gone,
 * TIME_LIMIT, or a code of the worker, resource or storage family. Interrupting the calling thread
 * stops the worker.
 */
public interface VideoFrames {

  /** What is known of all frames: their numbers, their times, and their places in the rungs. */
  FrameMap map();

  /**
   * The same frames in a form, {@link FrameForm#DECODED} if none is chosen.
   *
   * @param form what becomes of the decoded picture
   */
  VideoFrames in(FrameForm form);

  /**
   * The same frames with another time limit, two minutes if none is chosen.
   *
   * @param longest how long it may take until a frame, or the frames that are decoded together,
   *     have been decoded; positive, waiting for other calls included
   */
  VideoFrames within(Duration longest);

  /**
   * A frame by its number.
   *
   * @param number from 0, as {@link FrameMap} counts
   * @return the frame, in memory of its own
   * @throws ReelstateException as said above
   * @throws InterruptedException if the calling thread is interrupted
   */
  Picture number(long number) throws InterruptedException;

  /**
   * The frame that is on screen at a time: the last one that is shown by then, or the first one.
   *
   * @param time from the start of the video, such as a player's current time
   * @return the frame, in memory of its own; its number and exact time are those of the map
   * @throws ReelstateException as said above
   * @throws InterruptedException if the calling thread is interrupted
   */
  Picture at(Duration time) throws InterruptedException;

  /**
   * Hands out many frames in the order of their numbers, each once. Frames near each other are
   * decoded together, as many at a time as take 256 MiB.
   *
   * @param numbers from 0, in any order
   * @param taker receives each picture, which is lent for the call
   * @throws ReelstateException as said above
   * @throws InterruptedException if the calling thread is interrupted
   */
  void each(List<Long> numbers, Consumer<Picture> taker) throws InterruptedException;
}
