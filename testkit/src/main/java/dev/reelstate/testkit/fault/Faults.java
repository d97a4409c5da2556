package dev.reelstate.testkit.fault;

import dev.reelstate.testkit.Interceptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The faults that calls are going to meet, planned by the name of the method:
 * {@code faults.plan("change", LOSES_ANSWER)}. A call whose method has no planned fault works as
 * usual. Thread-safe.
 */
public final class Faults {

  private final Map<String, Deque<Fault>> planned = new HashMap<>();
  private final Map<String, Integer> met = new HashMap<>();
  private CountDownLatch gate = new CountDownLatch(1);

  /** No faults. */
  public Faults() {}

  /** Lets the next calls of a method meet these faults, one each, after those planned before. */
  public synchronized Faults plan(String method, Fault... faults) {
    planned.computeIfAbsent(method, name -> new ArrayDeque<>()).addAll(List.of(faults));
    return this;
  }

  /** Lets the next calls of a method meet the same fault a number of times. */
  public Faults plan(String method, int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      plan(method, fault);
    }
    return this;
  }

  /** Forgets what is planned. Calls that wait go on. */
  public synchronized void clear() {
    planned.clear();
    release();
  }

  /** Lets all calls go on that wait now. */
  public synchronized void release() {
    gate.countDown();
    gate = new CountDownLatch(1);
  }

  /** How many calls of a method have met a fault, counted when the call began. */
  public synchronized int met(String method) {
    return met.getOrDefault(method, 0);
  }

  private synchronized @Nullable Fault next(String method) {
    Deque<Fault> faults = planned.get(method);
    Fault fault = faults == null ? null : faults.poll();
    if (fault != null) {
      met.merge(method, 1, Integer::sum);
    }
    return fault;
  }

  private void await() throws InterruptedException {
    CountDownLatch now;
    synchronized (this) {
      now = gate;
    }
    now.await();
  }

  /**
   * Puts the faults in front of an object.
   *
   * @param role the interface through which it is called
   * @param failure the exception that a fault throws
   */
  <T> T around(Class<T> role, T real, Function<Fault, ? extends Exception> failure) {
    return Interceptor.before(role, real, call -> meet(call, failure));
  }

  /** Lets a call meet its fault, if one is planned. */
  @Nullable
  Object meet(Interceptor.Call call, Function<Fault, ? extends Exception> failure)
      throws Throwable {
    Fault fault = next(call.method());
    if (fault == Fault.FAILS || fault == Fault.FULL) {
      throw failure.apply(fault);
    }
    if (fault == Fault.HANGS) {
      await();
    }
    Object result = call.proceed();
    if (fault == Fault.ANSWERS_LATE) {
      await();
    }
    if (fault == Fault.LOSES_ANSWER) {
      throw failure.apply(fault);
    }
    return result;
  }
}
