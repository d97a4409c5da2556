package dev.reelstate.processing.steps;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.StepContext;
import dev.reelstate.task.Claim;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The context of a host's step. It remembers what it has thrown, so that a fault of the storage or
 * the store can be told from one of the step. Thread-safe.
 */
final class HostContext implements StepContext {

  private static final int MOST_CAUSES = 50;

  private final StepContext context;
  private final Set<Exception> thrown =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  HostContext(StepContext context) {
    this.context = context;
  }

  /** The exception of this context that a step let through, as it was or as a cause. */
  Optional<Exception> ownCauseOf(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof Exception own && thrown.contains(own)) {
        return Optional.of(own);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T reading(Reading<T> work) throws IOException {
    try {
      return work.read();
    } catch (IOException | ReelstateException e) {
      thrown.add(e);
      throw e;
    }
  }

  private <T> T asking(Supplier<T> work) {
    try {
      return work.get();
    } catch (ReelstateException e) {
      thrown.add(e);
      throw e;
    }
  }

  @Override
  public Video video() {
    return asking(context::video);
  }

  @Override
  public Claim claim() {
    return context.claim();
  }

  @Override
  public List<Artifact> artifacts() {
    return asking(context::artifacts);
  }

  @Override
  public Path original() throws IOException {
    return reading(context::original);
  }

  @Override
  public Path file(Artifact artifact) throws IOException {
    return reading(() -> context.file(artifact));
  }

  @Override
  public Path intermediate(String step, int part, String path) throws IOException {
    return reading(() -> context.intermediate(step, part, path));
  }

  @Override
  public Path outputFolder() throws IOException {
    return reading(context::outputFolder);
  }

  @Override
  public void progress(double fraction) {
    asking(() -> {
      context.progress(fraction);
      return fraction;
    });
  }

  @Override
  public void addCpu(Duration cpu) {
    context.addCpu(cpu);
  }
}
