package dev.reelstate.processing.proposal;

import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepContext;
import java.io.IOException;
import java.time.Duration;

/** Passes the progress of a detection in a worker on to its task. */
final class DetectMonitor implements WorkerPool.Monitor {

  /** Waiting for other workers is no progress, but a sign of life. */
  private static final double SIGN_OF_LIFE = 1e-6;

  private final StepContext context;
  private final MediaStorage storage;
  private final int pictures;
  private double signs;

  DetectMonitor(StepContext context, MediaStorage storage, int pictures) {
    this.context = context;
    this.storage = storage;
    this.pictures = pictures;
  }

  @Override
  public boolean needsSolitude() {
    return false;
  }

  @Override
  public void waiting() {
    signs += SIGN_OF_LIFE;
    context.progress(signs);
  }

  @Override
  public void looked(int count) {
    context.progress(Math.min(1, (double) count / pictures));
  }

  @Override
  public void position(Duration presented) {
    // A detection has no position in time.
  }

  @Override
  public void bytesRead(long bytes) {
    // The pictures are counted instead.
  }

  @Override
  public void cpu(Duration used) {
    context.addCpu(used);
  }

  @Override
  public void mayGoOn() throws IOException {
    storage.requireRoom(0);
  }
}
