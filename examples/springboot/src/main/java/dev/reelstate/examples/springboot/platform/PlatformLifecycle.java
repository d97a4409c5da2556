package dev.reelstate.examples.springboot.platform;

import dev.reelstate.processing.VideoPlatform;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the platform when all beans are there, before the web server accepts requests, and closes
 * it after the web server has answered its last one, while the data source is still open.
 */
@Component
class PlatformLifecycle implements SmartLifecycle {

  /** What has a lower phase starts earlier and stops later; the web server's are above this one. */
  private static final int BEFORE_WEB_SERVER = DEFAULT_PHASE - 10_000;

  private final VideoPlatform platform;
  private volatile boolean running;

  PlatformLifecycle(VideoPlatform platform) {
    this.platform = platform;
  }

  @Override
  public void start() {
    platform.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    platform.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Asked by Spring Framework 7, whose tests pause contexts: a closed platform cannot go on. */
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return BEFORE_WEB_SERVER;
  }
}
