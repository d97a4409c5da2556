package dev.reelstate.examples.springboot;

import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import java.util.concurrent.CountDownLatch;

/** A step of the application's that is half done until somebody has seen that. */
final class Review implements Step {

  private final CountDownLatch seen = new CountDownLatch(1);

  @Override
  public String name() {
    return "review";
  }

  @Override
  public StepResult run(StepContext context) throws InterruptedException {
    context.progress(0.5);
    seen.await();
    return StepResult.done();
  }

  void seen() {
    seen.countDown();
  }
}
