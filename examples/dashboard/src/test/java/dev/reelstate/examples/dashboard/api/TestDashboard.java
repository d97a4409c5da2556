package dev.reelstate.examples.dashboard.api;

import dev.reelstate.examples.dashboard.DashboardServer;
import dev.reelstate.examples.dashboard.Settings;
import dev.reelstate.examples.dashboard.access.Access;
import dev.reelstate.examples.dashboard.access.OneToken;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A complete dashboard on a free port, with a small recipe. */
final class TestDashboard implements AutoCloseable {

  static final String TOKEN = "token-of-the-tests";

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Recipe RECIPE = Recipe.builder()
      .output(Output.POSTER, Output.HLS, Output.MP4)
      .ladder(Ladder.of(120))
      .copying(false)
      .build();

  private final DashboardServer server;

  private TestDashboard(Settings settings, Access access) {
    try {
      server = DashboardServer.start(settings, access, RECIPE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Settings settings(Path folder) {
    return Settings.in(folder);
  }

  static TestDashboard start(Path folder) {
    return start(settings(folder));
  }

  static TestDashboard start(Settings settings) {
    return new TestDashboard(settings, new OneToken(TOKEN));
  }

  static TestDashboard start(Settings settings, Access access) {
    return new TestDashboard(settings, access);
  }

  /** A client with access to everything. */
  Api api() {
    return new Api(server.port(), TOKEN);
  }

  int port() {
    return server.port();
  }

  VideoPlatform platform() {
    return server.platform();
  }

  /** Waits until a video is settled, and returns it. */
  Video settled(VideoId id) {
    try {
      return platform().await(id, PATIENCE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a condition holds. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Timed out after " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
