package dev.reelstate.processing.media.packaging;

import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.libav.PacketSink;
import dev.reelstate.processing.media.libav.PacketSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * One progressive MP4 file with its index in front. Its tracks may be written by different threads.
 *
 * <p>The index can be written only once all packets are known, so the file is first written next to
 * its final place, with the index at the end.
 */
public final class Mp4File implements AutoCloseable {

  private final Path target;
  private final Path unfinished;
  private final OutputBudget budget;
  private final Muxer muxer;

  public Mp4File(Path target, OutputBudget budget, List<? extends PacketSource> sources)
      throws LibavException, IOException {
    this(target, budget, sources, stream -> {});
  }

  public Mp4File(
      Path target,
      OutputBudget budget,
      List<? extends PacketSource> sources,
      Muxer.StreamSetup setup)
      throws LibavException, IOException {
    this(target, budget, sources, false, setup);
  }

  /**
   * Creates a file.
   *
   * @param patient whether packets of one track wait in memory for those of the other however far
   *     behind it is, so that their order in the file does not depend on the threads; else for ten
   *     seconds of the film
   */
  public Mp4File(
      Path target,
      OutputBudget budget,
      List<? extends PacketSource> sources,
      boolean patient,
      Muxer.StreamSetup setup)
      throws LibavException, IOException {
    this.target = target;
    this.budget = budget;
    unfinished = target.resolveSibling(target.getFileName() + ".part");
    Map<String, String> options = new HashMap<>(Map.of("fflags", "+bitexact"));
    if (patient) {
      options.put("max_interleave_delta", "0");
    }
    muxer = Muxer.open("mp4", budget.create(unfinished), true, options, sources, setup);
  }

  public Muxer muxer() {
    return muxer;
  }

  /** The sink for the packets of one source. */
  public PacketSink track(int number) {
    return new PacketSink() {
      @Override
      public void write(AVPacket packet) throws LibavException, IOException {
        muxer.write(number, packet);
      }

      @Override
      public void finish() {
        // The file is finished when all of its tracks are.
      }
    };
  }

  /** Finishes the file, after the last packet of all tracks. */
  public void finish() throws LibavException, IOException {
    muxer.finish();
    IndexInFront.move(unfinished, target, budget);
    Files.delete(unfinished);
  }

  @Override
  public void close() {
    muxer.close();
  }
}
