package dev.reelstate.examples.springboot.platform;

import dev.reelstate.processing.Health.Check;
import dev.reelstate.processing.VideoPlatform;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** The platform in {@code /actuator/health}, as {@code platform}. */
@Component("platformHealthIndicator")
class PlatformHealth extends AbstractHealthIndicator {

  private final VideoPlatform platform;

  PlatformHealth(VideoPlatform platform) {
    super("The health of the video platform could not be checked");
    this.platform = platform;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    dev.reelstate.processing.Health health = platform.health();
    builder.status(health.isUp() ? "UP" : "DOWN");
    for (Check check : health.checks()) {
      builder.withDetail(check.name(), check.message());
    }
    builder.withDetail("busy", health.busy()).withDetail("slots", health.slots());
    health.queueAge().ifPresent(age -> builder.withDetail("queueAgeSeconds", age.toSeconds()));
  }
}
